"""Which outlets of a corpus are news agencies, which supply text to others."""

from collections.abc import Iterable

from scoring.compare.agencies import agency_of_outlet


def agencies_among(outlets: Iterable[str]) -> list[str]:
    """Those of these outlets that are listed agencies, by name, by a desk's name or by site, in their order.

    >>> agencies_among(["The Orb", "Reuters", "apnews.com", "AFP Fact Check"])
    ['Reuters', 'apnews.com', 'AFP Fact Check']
    """
    return [outlet for outlet in outlets if agency_of_outlet(outlet)]
