"""The names of news agencies, as credits write them, for use in regular expressions."""

import re
from collections.abc import Iterable

from scoring.schema.lists import read_rows


def agency_names(others: Iterable[str] = ()) -> str:
    """The forms of data/wire_services.csv and `others` as alternatives (separated by `|`), longest first."""
    forms = {
        form for row in read_rows("wire_services.csv", "forms") for form in row["forms"].split("|") if form
    }
    return "|".join(sorted(map(re.escape, forms.union(others)), key=lambda form: (-len(form), form)))
