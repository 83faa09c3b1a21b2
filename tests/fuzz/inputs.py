"""The inputs of a seed: number 17 of seed 0 is the same file on every machine."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from random import Random

from scoring.index.reference import SHIPPED
from scoring.schema.components import read_components
from scoring.schema.lists import data_folder

from .mutations import SNIPPETS, mutated_bytes, mutated_text
from .seeds import MAKERS, raw
from .stories import Story, changed, invent

CORPUS, MANIFEST, ACTORS, GROUPS, WEIGHTS, REFERENCE = (
    "corpus",
    "manifest",
    "actors",
    "groups",
    "weights",
    "reference",
)
LISTS = (ACTORS, GROUPS, WEIGHTS, REFERENCE)
_EVERY_MANIFEST = 97  # inputs; a batch must be smaller, for it holds one manifest at most
MOST_TOGETHER = _EVERY_MANIFEST - 1
_EVERY_LIST = 23
_FIELDS = tuple(field.name for field in fields(Story))
_ODD_NAMES = (
    "caf\udce9",
    "[bold]",
    "=1+1",
    "-x",
    "a\nb",
    "\u202ecod",
    "é" * 60,
    "a b%20c",
    "#1",
    "~$a",
    "001",
    "2021-08-30",
    "%s{0}",
)


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be read: its number within the seed, what it is for, its name and its bytes."""

    number: int
    use: str
    name: str
    data: bytes

    def write(self, folder: Path) -> Path:
        """Write it into a folder."""
        path = folder / self.name
        path.write_bytes(self.data)
        return path


def make_input(seed: int, number: int) -> Input:
    """The input of that number."""
    chance = Random(f"{seed}/{number}")  # noqa: S311 - to be had again, not to be secret
    if number % _EVERY_MANIFEST == 0:
        return Input(number, MANIFEST, "manifest.csv", _broken(_manifest(number), chance))
    if number % _EVERY_LIST == 0:
        use = chance.choice(LISTS)
        return Input(number, use, f"{use}-{number}.csv", _broken(_LIST_MAKERS[use](), chance))
    stories = [invent(chance) for _ in range(chance.randint(1, 4))]
    ending, make = chance.choice(MAKERS)
    in_fields = chance.random()
    if in_fields < 0.7:  # else only the bytes of the file are changed
        stories = [_mutated_story(story, chance) if chance.random() < 0.7 else story for story in stories]
    data = make(stories)
    if in_fields > 0.6:
        data = mutated_bytes(data, chance, chance.choice(MAKERS)[1](stories))
    odd = chance.choice(_ODD_NAMES) if chance.random() < 0.1 else ""
    return Input(number, CORPUS, f"{number}{odd}{ending}", data)


def _mutated_story(story: Story, chance: Random) -> Story:
    field = "text" if chance.random() < 0.6 else chance.choice(_FIELDS)
    return changed(story, field, mutated_text(getattr(story, field), chance))


def _broken(data: bytes, chance: Random) -> bytes:
    return mutated_bytes(data, chance, raw("".join(chance.sample(SNIPPETS, 3))))


def _manifest(number: int) -> bytes:
    """A manifest of the inputs that come after this one."""
    rows = [
        f"{other}.txt,Harbour Echo,https://echo.example/{other},Title {other},2021-08-{other % 28 + 1:02},en,left"
        for other in range(number + 1, number + _EVERY_MANIFEST)
    ]
    return "\n".join(["file,outlet,url,title,published,language,lean", *rows]).encode()


def _actors() -> bytes:
    return (
        b"actor_id,name,kind,country,role,group,gender,aliases,surnames,adjectives,people,metonyms,capitals\n"
        b"china,China,state,,,,,PRC|People's Republic,,Chinese,Chinese,,Beijing\n"
        b"berg,Anna Berg,person,NO,mayor,Reds,f,,Berg,,,,\n"
        b"un,United Nations,organisation,,,,,UN|U.N.,,,,,\n"
    )


def _groups() -> bytes:
    return b"# who against whom\nReds = Joe Biden, China\nBlues = Angela Merkel, United States\n"


def _weights() -> bytes:
    return "\n".join(["metric,weight", *(f"{c.metric},{c.weight}" for c in read_components())]).encode()


def _reference() -> bytes:
    return (data_folder() / SHIPPED).read_bytes()


_LIST_MAKERS: dict[str, Callable[[], bytes]] = {
    ACTORS: _actors,
    GROUPS: _groups,
    WEIGHTS: _weights,
    REFERENCE: _reference,
}
