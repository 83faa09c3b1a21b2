"""How articles begin, as weighted words: a sparse row of numbers an article.

News tells the event first: what happened, to whom, where. Further down stands what all articles on the subject share.
So the words of title and lead, names or not, tell one event from the next better than the names of the whole text.
"""

from scipy import sparse

from scoring.compare.shelf import Shelf
from scoring.compare.stories.weighing import Weighing, weigh

# A lead has 200 words at most, and a title: all that are rare enough count. Among few articles those that half of them
# have are no rarer than `said`.
LEADS = Weighing(common=0.1, of_few=0.5, kept=400)


def leads_on(shelf: Shelf) -> sparse.csr_matrix:
    """The leads of the articles on a shelf: a row an article in its order, each row of length 1 (or empty)."""
    return weigh(shelf.sketched("leads"), shelf.sketched("titles"), shelf.about["outlet"], LEADS)
