"""FORMAT rises with the contract: whoever reads a folder of an earlier one is told so."""

import hashlib
import json
from pathlib import Path

from scoring.schema.datapackage import FORMAT
from scoring.schema.tables import all_tables

GOLDEN = Path(__file__).parent / "formats.json"


def contract() -> str:
    """A hash of all that a reader of a scores folder relies on: tables, columns, types, units, keys, vocabularies.

    Columns that follow from the metrics are left out: the folder itself says which metrics it holds.
    """
    told = [
        (
            table.name,
            table.csv,
            table.key,
            [
                (c.name, str(c.dtype), c.unit, c.required, [w.value for w in c.kinds or ()])
                for c in table.columns
            ],
        )
        for table in all_tables({})
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def test_a_contract_that_changes_has_a_format_of_its_own() -> None:
    """The columns are those that the present FORMAT was given for.

    When they are changed on purpose after a release, raise FORMAT by one and add its hash to formats.json; before one,
    the hash of the coming format is replaced.
    """
    formats = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert formats[str(FORMAT)] == contract()


def test_formats_rise_and_are_told_apart() -> None:
    """Each format has a contract of its own, and the present one is the last."""
    formats = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert len(set(formats.values())) == len(formats)
    assert max(map(int, formats)) == FORMAT
