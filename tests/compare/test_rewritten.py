import random

from scoring.compare.likeness import likeness, sentences_of
from scoring.compare.rewritten import REWRITES

from .corpora import corpus, day, prose, provenances


def _story(seed: int, sentences: int = 12) -> str:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    names = prose(seed, sentences * 9, paragraph=sentences * 9).rstrip(".").split()
    lines = []
    for number in range(sentences):
        words = names[number * 9 : number * 9 + 9]
        lines.append(
            f"The {words[0].title()} of {words[1].title()} said {' '.join(words[2:])} {chance.random():.3f}."
        )
    return " ".join(lines)


def _reworded(text: str, seed: int) -> str:
    """Every sentence with its words in another order, some of them replaced, all endings changed."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    sentences = []
    for sentence in text.split(". "):
        words = [
            f"{word}ing" if word.islower() and len(word) > 5 else word
            for word in sentence.rstrip(".").split()
        ]
        chance.shuffle(words)
        words[0] = "meanwhile"
        sentences.append("Again " + " ".join(words))
    return ". ".join(sentences) + "."


def _corpus(text: str, **fields: object) -> dict[str, object]:
    return {"article_id": "b", "outlet": "New", "published": day(2), "text": text} | fields


def _background() -> list[dict[str, object]]:
    return [
        {"article_id": f"x{n}", "outlet": f"X{n}", "published": day(2), "text": _story(500 + n)}
        for n in range(8)
    ]


def test_a_reworded_copy_is_found_under_its_own_name() -> None:
    """No run of eight words is left, and yet the source is known, at a lower confidence."""
    story = _story(200)
    origin = {"article_id": "a", "outlet": "Old", "published": day(1), "text": story}
    found, compared = provenances(corpus(origin, _corpus(_reworded(story, 1)), *_background()))
    assert compared.passages.height == 0
    assert (found["b"].kind, found["b"].origin_article, found["b"].origin_outlet) == ("rewritten", "a", "Old")
    assert found["b"].confidence < 0.9
    assert found["b"].shares["rewritten"] > 0.5
    assert found["b"].taken == ()
    assert {name: item.kind for name, item in found.items() if name != "b"} == {
        n: "original" for n in found if n != "b"
    }


def test_not_across_weeks_and_not_within_an_outlet() -> None:
    """Rewriting desks work within days; an outlet may say a thing twice."""
    story = _story(201)
    origin = {"article_id": "a", "outlet": "Old", "published": day(1), "text": story}
    late = _corpus(_reworded(story, 2), published=day(20))
    own = _corpus(_reworded(story, 2), outlet="Old")
    for other in (late, own):
        _, compared = provenances(corpus(origin, other, *_background()))
        assert compared.rewrites.height == 0
        assert compared.rewrites.schema == REWRITES


def test_two_rewrites_of_one_text_have_it_both_from_the_text() -> None:
    """The second rewrite is not taken for a rewrite of the first."""
    story = _story(202)
    origin = {"article_id": "z", "outlet": "Old", "published": day(1), "text": story}
    first = _corpus(_reworded(story, 3))
    second = _corpus(_reworded(story, 4), article_id="c", outlet="Newer", published=day(3))
    found, _ = provenances(corpus(origin, first, second, *_background()))
    assert {found["b"].origin_article, found["c"].origin_article} == {"z"}


def test_exact_copies_are_not_called_rewritten() -> None:
    """What passages tell is not told a second time."""
    story = _story(203)
    origin = {"article_id": "a", "outlet": "Old", "published": day(1), "text": story}
    found, compared = provenances(corpus(origin, _corpus(story), *_background()))
    assert compared.rewrites.height == 0
    assert found["b"].kind == "uncredited_reprint"


def test_likeness_asks_for_the_order() -> None:
    """The same sentences backwards are less like than in order; another story is not like at all."""
    story = _story(204)
    sentences = sentences_of(story)
    assert likeness(sentences, sentences).share == 1
    assert likeness(sentences[::-1], sentences).share < 0.2
    assert likeness(sentences, sentences_of(_story(205))).share == 0
    assert likeness([], sentences).share == 0
