"""How credits write the names of news agencies, as a part of a pattern."""

import re
from collections.abc import Iterable

from scoring.schema.lists import read_rows


def agency_names(others: Iterable[str] = ()) -> str:
    """The forms of data/wire_services.csv, and `others`, parted by bars, so that a longer form is tried first."""
    forms = {
        form for row in read_rows("wire_services.csv", "forms") for form in row["forms"].split("|") if form
    }
    return "|".join(sorted(map(re.escape, forms.union(others)), key=lambda form: (-len(form), form)))
