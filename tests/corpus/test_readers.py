"""The table of readers: each kind and each ending once, and each ending in the guide."""

from collections import Counter
from pathlib import Path

from scoring.corpus.containers.packed import ENDINGS
from scoring.corpus.readers import READERS, UNREAD_TEXTS, kind_of, reader_of


def test_no_kind_and_no_ending_is_declared_twice() -> None:
    """What is declared twice would be read as whichever comes last."""
    endings = [ending for reader in READERS for ending in reader.endings]
    for names in ([reader.kind for reader in READERS], [*endings, *ENDINGS, *UNREAD_TEXTS]):
        assert [name for name, count in Counter(names).items() if count > 1] == []
    assert all(ending == ending.lower() and ending.startswith(".") for ending in endings)


def test_an_ending_leads_to_its_reader() -> None:
    """Packed or not, in capitals or not."""
    for reader in READERS:
        for ending in reader.endings:
            for name in (f"a{ending}", f"A{ending.upper()}", f"a{ending}.gz"):
                assert reader_of(kind_of(name) or "") is reader


def test_the_guide_names_every_ending() -> None:
    """A kind of file that nobody is told of is not used."""
    guide = (Path(__file__).parents[2] / "docs" / "input.md").read_text(encoding="utf-8")
    endings = [*(ending for reader in READERS for ending in reader.endings), *ENDINGS]
    assert [ending for ending in endings if f"`{ending}`" not in guide] == []
