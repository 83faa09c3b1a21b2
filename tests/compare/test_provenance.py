import polars as pl
import pytest

from scoring.compare.confidence import Ground, confidence, sure_of
from scoring.schema.kinds import ProvenanceClass
from scoring.text.blocks.find import Block

from .corpora import corpus, day, prose, provenances

TEXT = prose(90, 200)


def _later(text: str, **fields: object) -> tuple[dict[str, object], dict[str, object]]:
    origin = {"article_id": "a", "outlet": "Old Post", "published": day(1), "text": TEXT}
    return origin, {"article_id": "b", "outlet": "New Post", "published": day(2), "text": text} | fields


def test_an_exact_later_copy_is_an_uncredited_reprint() -> None:
    """Nothing of it is original, and its origin is known; the first article keeps all of its own."""
    found, _ = provenances(corpus(*_later(TEXT)))
    copy = found["b"]
    assert (copy.kind, copy.origin_article, copy.origin_outlet) == ("uncredited_reprint", "a", "Old Post")
    assert copy.shares == {"uncredited_reprint": 1.0}
    assert copy.taken == ((0, len(TEXT) - 1),)
    assert (found["a"].kind, found["a"].shares, found["a"].taken) == ("original", {"original": 1.0}, ())


def test_unrelated_texts_are_original() -> None:
    """Nothing shared, everything own."""
    found, _ = provenances(corpus(*_later(prose(91))))
    assert found["b"].shares == {"original": 1.0}


@pytest.mark.parametrize(
    ("text", "kind", "origin"),
    [
        (f"{TEXT}\n\n(Old Post)", "credited_reprint", "Old Post"),
        (f"{TEXT}\n\n(New Post/AFP)", "credited_reprint", "Agence France-Presse"),
        (f"{TEXT}\n\nThis article was originally published by Old Post.", "credited_reprint", "Old Post"),
        (f"{TEXT}\n\nSource link", "aggregator_copy", "Old Post"),
        (f"{TEXT}\n\n{prose(92, 400)}", "partial_reuse", "Old Post"),
        (f"A ferry in the harbour. (Reuters photo)\n\n{TEXT}", "uncredited_reprint", "Old Post"),
        (f"{TEXT}\n\nTom Vey contributed to this report.", "uncredited_reprint", "Old Post"),
    ],
)
def test_classes(text: str, kind: str, origin: str) -> None:
    """The credit line and the share of taken words decide the class; a picture's credit does not."""
    found = provenances(corpus(*_later(text)))[0]["b"]
    assert (found.kind, found.origin_outlet) == (kind, origin)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert set(found.shares) <= set(ProvenanceClass)


def test_agency_copy_whose_origin_is_not_here() -> None:
    """A credit for the whole text suffices, with less confidence; an aggregator's link too."""
    rows = [
        {"article_id": "a", "outlet": "Post", "text": f"PORT ELLA (AP) — {TEXT}"},
        {"article_id": "b", "outlet": "Hub", "text": f"{prose(93)}\n\nSource link\n\nRelated Articles"},
    ]
    found, _ = provenances(corpus(*rows))
    assert (found["a"].kind, found["a"].origin_outlet) == ("credited_reprint", "Associated Press")
    assert (found["b"].kind, found["b"].origin_outlet) == ("aggregator_copy", None)
    assert found["b"].confidence < found["a"].confidence


def test_an_agency_does_not_reprint_itself() -> None:
    """An agency's own page is the origin of its copy, whoever published it first."""
    rows = [
        {"article_id": "a", "outlet": "Post", "published": day(1), "text": f"PORT ELLA (Reuters) - {TEXT}"},
        {
            "article_id": "b",
            "outlet": "Reuters",
            "published": day(2),
            "text": f"PORT ELLA (Reuters) - {TEXT}",
        },
    ]
    found, _ = provenances(corpus(*rows))
    assert found["b"].kind == "original"
    assert (found["a"].kind, found["a"].origin_article, found["a"].origin_outlet) == (
        "credited_reprint",
        "b",
        "Reuters",
    )


def test_one_of_two_copies_of_an_agency_keeps_the_credit() -> None:
    """Both are the agency's text, whichever was first; the one that says so is credited."""
    rows = [
        {"article_id": "a", "outlet": "Post", "text": f"{TEXT}\n\n(Post/AFP)"},
        {"article_id": "b", "outlet": "Press", "text": TEXT},
    ]
    for dates in ((None, None), (day(1), day(2)), (day(2), day(1))):
        dated = [{**row, "published": when} for row, when in zip(rows, dates, strict=True)]
        found, _ = provenances(corpus(*dated))
        assert found["a"].kind == "credited_reprint"
        assert found["b"].kind == "uncredited_reprint"


def test_without_dates_nothing_is_said_to_be_copied() -> None:
    """Equal texts of unknown order share text, at half confidence; neither is called a reprint."""
    rows = [{"article_id": name, "outlet": name.upper(), "text": TEXT} for name in "ab"]
    for provenance in provenances(corpus(*rows))[0].values():
        assert provenance.kind == "partial_reuse"
        assert provenance.confidence == 0.5
        assert "nothing says who had it first" in provenance.reason


def test_a_shared_speech_is_no_reuse() -> None:
    """Two reports that quote one speech at length are both original."""
    speech = f"“{prose(94, 60, paragraph=60)}”"
    rows = [
        {
            "article_id": f"{n}",
            "outlet": f"O{n}",
            "published": day(n + 1),
            "text": f"{prose(95 + n)}\n\n{speech} he said.\n\n{prose(98 + n)}",
        }
        for n in range(2)
    ]
    found, compared = provenances(corpus(*rows))
    assert compared.passages.height == 2
    assert found["1"].kind == "original"


def test_only_the_body_counts() -> None:
    """A shared caption or related list makes no article a reprint."""
    furniture = prose(101, 60)
    own = {name: f"{prose(102 + n)}\n{furniture}" for n, name in enumerate("ab")}
    rows = [
        {"article_id": name, "outlet": name, "published": day(n + 1), "text": own[name]}
        for n, name in enumerate("ab")
    ]
    blocks = {
        name: (
            Block(0, text.index(furniture), "body", ()),
            Block(text.index(furniture), len(text), "related", ()),
        )
        for name, text in own.items()
    }
    assert provenances(corpus(*rows), blocks)[0]["b"].shares == {"original": 1.0}


def test_an_empty_article_has_no_shares() -> None:
    """Nothing to compare is not the same as nothing taken."""
    found, _ = provenances(corpus({"article_id": "a", "outlet": "A", "text": "…"}))
    assert (found["a"].shares, found["a"].words) == ({}, 0)


def test_a_short_pages_credit_alone_makes_no_class() -> None:
    """A gallery or a video's summary names its provider too."""
    short = f"PORT ELLA (AP) — {prose(61, 30, paragraph=30)}"
    found, _ = provenances(corpus({"article_id": "a", "outlet": "Post", "text": short}))
    assert (found["a"].kind, found["a"].shares) == ("no_body", {})
    longer = f"PORT ELLA (AP) — {prose(61, 60, paragraph=60)}"
    found, _ = provenances(corpus({"article_id": "a", "outlet": "Post", "text": longer}))
    assert found["a"].kind == "credited_reprint"


def test_an_agencys_desk_is_the_agency() -> None:
    """Its dateline credits nobody else."""
    row = {"article_id": "a", "outlet": "AP Fact Check", "text": f"PORT ELLA (AP) — {TEXT}"}
    assert provenances(corpus(row))[0]["a"].kind == "original"


def test_what_counts_sums_to_what_is_not_original() -> None:
    """Each passage counts with the words that it adds, none twice; a whole credit with all of the body."""
    third = {
        "article_id": "c",
        "outlet": "Last Post",
        "published": day(3),
        "text": f"{TEXT}\n\n{prose(62, 300)}",
    }
    found, _ = provenances(corpus(*_later(f"{TEXT}\n\n{prose(63, 100)}"), third))
    for provenance in found.values():
        taken = sum(one.words for one in provenance.counted)
        assert taken == pytest.approx(provenance.words * (1 - provenance.shares["original"]))
    whole = provenances(corpus(*_later(f"{TEXT}\n\n(New Post/AFP)")))[0]["b"]
    assert sum(one.words for one in whole.counted) == whole.words
    assert {one.credited for one in whole.counted} == {True}


def test_confidence_stays_away_from_one_with_few_labels() -> None:
    """Eight of eight are no certainty; what is printed is no finer than the labels bear."""
    assert confidence(8, 8) == 0.9
    assert confidence(0, 0) == 0.5
    assert all(sure_of(ground) * 20 == round(sure_of(ground) * 20) for ground in Ground)


CONTRIBUTED = "The Associated Press contributed to this report."


@pytest.mark.parametrize("with_agency", [False, True])
@pytest.mark.parametrize("notice", [CONTRIBUTED, "(With agencies)"])
def test_a_credit_of_the_agency_counts_whoever_printed_its_text_first(notice: str, with_agency: bool) -> None:
    """What a page has of an agency and says so is credited, also where another's reprint of it is the nearest copy."""
    rows = [
        {"article_id": "b", "outlet": "First Post", "published": day(1), "text": f"PORT ELLA (AP) — {TEXT}"},
        {
            "article_id": "c",
            "outlet": "Second Post",
            "published": day(2),
            "text": f"{TEXT}\n\n{prose(66, 150)}\n\n{notice}",
        },
        {"article_id": "d", "outlet": "Third Post", "published": day(2), "text": f"{TEXT}\n\n{notice}"},
    ]
    if with_agency:
        rows.append({"article_id": "a", "outlet": "Associated Press", "published": day(3), "text": TEXT})
    found, compared = provenances(corpus(*rows))
    assert found["c"].kind == "partial_reuse"
    assert found["d"].kind == "credited_reprint"
    for key in "cd":
        assert "uncredited_reprint" not in found[key].shares
        assert found[key].origin_outlet == ("Associated Press" if "Press" in notice else "First Post")
    assert compared.passages.filter(pl.col("direction") == "from")["credited"].all()


def test_a_contribution_credits_the_agency_also_on_the_page_that_was_first() -> None:
    """The later copy shows whose the text is; the earlier page has said so."""
    rows = [
        {"article_id": "b", "outlet": "First Post", "published": day(1), "text": f"{TEXT}\n\n{CONTRIBUTED}"},
        {"article_id": "c", "outlet": "Second Post", "published": day(2), "text": f"{TEXT}\n\n(AP)"},
    ]
    found, _ = provenances(corpus(*rows))
    assert {found[key].kind for key in "bc"} == {"credited_reprint"}
    assert {found[key].origin_outlet for key in "bc"} == {"Associated Press"}


def test_a_contribution_of_another_agency_credits_nobody_else() -> None:
    """Who names one agency and prints another's text has not said whose it is."""
    rows = [
        {"article_id": "b", "outlet": "First Post", "published": day(1), "text": f"PORT ELLA (AFP) — {TEXT}"},
        {"article_id": "c", "outlet": "Second Post", "published": day(2), "text": f"{TEXT}\n\n{CONTRIBUTED}"},
    ]
    assert provenances(corpus(*rows))[0]["c"].kind == "uncredited_reprint"


def test_who_is_credited_by_its_own_reprint_has_taken_nothing() -> None:
    """An outlet whose page is dated by its last edit is not accused by a copy that names it."""
    rows = [
        {"article_id": "b", "outlet": "Old Post", "published": day(2), "text": TEXT},
        {"article_id": "c", "outlet": "New Post", "published": day(1), "text": f"{TEXT}\n\n(Old Post)"},
    ]
    found, _ = provenances(corpus(*rows))
    assert (found["b"].kind, found["b"].shares) == ("original", {"original": 1.0})
    assert (found["c"].kind, found["c"].origin_article) == ("credited_reprint", "b")


def test_first_published_elsewhere_is_said_of_the_whole() -> None:
    """Also where the outlet that is named shares with it only a line on the author."""
    note = prose(67, 30, paragraph=30)
    rows = [
        {"article_id": "b", "outlet": "Old Post", "published": day(1), "text": f"{prose(68)}\n\n{note}"},
        {
            "article_id": "c",
            "outlet": "Ada Lindqvist",
            "published": day(2),
            "text": f"{prose(69, 400)}\n\n{note}\n\nThis column originally appeared in Old Post.",
        },
    ]
    assert provenances(corpus(*rows))[0]["c"].kind == "credited_reprint"
