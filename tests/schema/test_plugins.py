"""What other packages bring, found by their entry points."""

from collections import Counter
from pathlib import Path

import pytest

from scoring.schema import plugins
from scoring.workers.faults import fault_of

GROUP = "masthead.tests"


def install(folder: Path, package: str, names: dict[str, str]) -> None:
    """Put a package's description where Python finds it, with its entry points: name -> what it names."""
    info = folder / f"{package}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    lines = "".join(f"{name} = {value}\n" for name, value in names.items())
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{lines}")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which packages are found."""
    monkeypatch.syspath_prepend(tmp_path)
    plugins.found.cache_clear()
    return tmp_path


def test_they_come_by_name_then_by_package_and_are_looked_up_once(packages: Path) -> None:
    """The order is that of the names, on every machine; nothing is imported by looking."""
    install(packages, "zebra", {"b": "nowhere:X", "a": "nowhere:X"})
    install(packages, "ant", {"b": "nowhere:X"})
    told = [(plugin.name, plugin.package) for plugin in plugins.found(GROUP)]
    assert told == [("a", "zebra"), ("b", "ant"), ("b", "zebra")]
    assert plugins.found(GROUP) is plugins.found(GROUP)
    assert plugins.found("masthead.none") == ()


def test_what_is_named_is_loaded_and_what_fails_is_one_sentence(packages: Path) -> None:
    """A sound one gives the object; any other one sentence that names its package."""
    install(packages, "ant", {"a": "collections:Counter", "b": "collections:Nothing"})
    sound, broken = plugins.found(GROUP)
    assert sound.load() is Counter
    with pytest.raises(
        plugins.PluginError, match=r"^the package ant cannot be loaded \(AttributeError: .*Nothing"
    ):
        broken.load()


def test_a_package_whose_description_is_damaged_costs_no_other(packages: Path) -> None:
    """A line that is no entry point, in any installed package, would end every look-up of the library."""
    install(packages, "ant", {"a": "collections:Counter"})
    install(packages, "broken", {})
    (packages / "broken-1.0.dist-info" / "entry_points.txt").write_text(f"[{GROUP}]\nno entry\n")
    (packages / "nameless-1.0.dist-info").mkdir()
    (packages / "nameless-1.0.dist-info" / "entry_points.txt").write_text(f"[{GROUP}]\nb = x:y\n")
    assert [plugin.package for plugin in plugins.found(GROUP)] == ["ant"]


def test_a_package_that_is_there_twice_counts_once(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer copy ahead of an older one, as in an editable installation: Python imports the first."""
    install(packages, "ant", {"a": "collections:Nothing"})
    ahead = packages / "ahead"
    ahead.mkdir()
    install(ahead, "Ant", {"a": "collections:Counter"})
    monkeypatch.syspath_prepend(ahead)
    [plugin] = plugins.found(GROUP)
    assert plugin.load() is Counter


def test_what_a_package_says_is_the_same_in_every_run() -> None:
    """Where an object lies in memory is told by nobody: neither of a plug-in's fault nor of one of ours."""
    error = ValueError("no wheel on <Cart object at 0x7f3a5c01d2b0>")
    assert plugins.told(error) == "ValueError: no wheel on <Cart object at 0x...>"
    assert fault_of(error, "measuring").reason.endswith("no wheel on <Cart object at 0x...>")
