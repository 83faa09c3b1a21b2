from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scoring.compare.shelf import shelf_of
from scoring.compare.stories.leads import leads_on
from scoring.compare.stories.linkage import join_stories
from scoring.compare.stories.names import name_tokens, names_on, weigh_names
from scoring.compare.stories.nearness import NearPairs
from scoring.compare.stories.stories import find_stories, side_by_side

WORDS = (
    "the talks on a paper that was signed late in the evening by the two sides after a long day of quarrels"
)
DAY = datetime(2031, 3, 1)


def _text(*names: str) -> str:
    """An article that has each name three times among words that all articles have."""
    return " ".join(f"{name} said {WORDS}." for name in names * 3)


def _articles(*rows: tuple[str, str | None, datetime | None, str]) -> pl.DataFrame:
    return pl.DataFrame(
        rows,
        schema={
            "article_id": pl.String,
            "outlet": pl.String,
            "published": pl.Datetime("us"),
            "text": pl.String,
        },
        orient="row",
    )


LAKE = _text("Ostrava", "Lindqvist", "Merrow", "Tanaka", "Halloway")
MINE = _text("Porto", "Ferreira", "Braganza", "Coimbra", "Duarte")


def _groups(stories: pl.DataFrame) -> set[frozenset[str]]:
    return {frozenset(ids) for ids in stories.group_by("story_id").agg("article_id")["article_id"]}


def test_articles_that_share_names_on_near_days_are_one_story():
    """Two events in one week are two stories, told by their names."""
    stories = find_stories(
        _articles(
            ("a", "Gazette", DAY, LAKE),
            ("b", "Herald", DAY + timedelta(days=1), LAKE + _text("Yorke")),
            ("c", "Gazette", DAY, MINE),
            ("d", "Herald", DAY + timedelta(days=2), MINE),
            ("e", "Herald", DAY, _text("Quito", "Andrade")),
        )
    )
    assert _groups(stories) == {frozenset("ab"), frozenset("cd"), frozenset("e")}


def test_a_story_is_named_after_its_earliest_article():
    """The id is that of the first article in time, whatever the order of ids; undated ones come last."""
    stories = find_stories(
        _articles(
            ("a", "Gazette", DAY + timedelta(days=1), LAKE),
            ("b", "Herald", DAY, LAKE),
            ("0", "Courier", None, LAKE),
        )
    )
    assert stories.rows() == [("0", "b"), ("a", "b"), ("b", "b")]


def test_the_same_names_months_later_are_another_story():
    """A story has its days; who returns a month later makes a new one."""
    stories = find_stories(
        _articles(("a", "Gazette", DAY, LAKE), ("b", "Herald", DAY + timedelta(days=30), LAKE))
    )
    assert _groups(stories) == {frozenset("a"), frozenset("b")}


def test_undated_articles_need_more_in_common():
    """Half of the names is enough on the same day, and not enough without a date."""
    half = _text("Ostrava", "Lindqvist", "Merrow", "Quayle", "Rosario")
    later = DAY + timedelta(days=300)
    others = [("y", "Courier", later, _text("Merrow", "Tanaka", "Halloway"))]
    others.append(("z", "Courier", later + timedelta(days=300), _text("Quayle", "Rosario")))
    rows = [("a", "Gazette", DAY, LAKE), *others]
    dated = find_stories(_articles(*rows, ("b", "Herald", DAY, half)))
    undated = find_stories(_articles(*rows, ("b", "Herald", None, half)))
    same = find_stories(_articles(*rows, ("b", "Herald", None, LAKE)))
    assert frozenset("ab") in _groups(dated)
    assert frozenset("ab") not in _groups(undated)
    assert frozenset("ab") in _groups(same)


def test_an_outlets_own_furniture_joins_nothing():
    """Names at the foot of every page of one outlet do not make its articles one story."""
    foot = _text("Weatherby", "Classified", "Jobfinder", "Horoscope", "Gardening", "Crossword", "Newsletter")
    rows = [
        (f"g{number}", "Gazette", DAY, _text(*(f"Person{number}{letter}" for letter in "abcde")) + foot)
        for number in range(6)
    ]
    others = [(f"h{number}", "Herald", DAY, _text(f"Town{number}", f"Mayor{number}")) for number in range(20)]
    assert all(len(group) == 1 for group in _groups(find_stories(_articles(*rows, *others))))


def test_scripts_without_capitals_are_read_by_their_words():
    """Arabic has no capitals; its articles still make stories."""
    lake, mine = ("بحيرة سمك صياد قارب شبكة موسم ", "منجم فحم عامل نفق أجر إضراب ")
    stories = find_stories(
        _articles(
            ("a", "Gazette", DAY, lake * 5),
            ("b", "Herald", DAY, lake * 4),
            ("c", "Gazette", DAY, mine * 5),
            ("d", "Herald", DAY, mine * 4),
        )
    )
    assert _groups(stories) == {frozenset("ab"), frozenset("cd")}


def test_how_articles_begin_tells_events_of_one_subject_apart():
    """Articles with the same names are likest where they begin alike: news tells the event first."""
    people = _text("Ostrava", "Lindqvist", "Merrow")
    fire = "a fire broke out in the warehouse by the harbour and burned through three roofs before dawn. "
    vote = "councillors rejected a bypass through the orchard, after farmers blocked two bridges. "
    rows = [("a", "Gazette", DAY, fire + people), ("b", "Herald", DAY, fire + people)]
    rows += [("c", "Courier", DAY, vote + people), ("d", "Mirror", DAY, people + 20 * WORDS + fire)]
    rows += [("e", "Courier", DAY, vote + _text("Quito", "Andrade"))]
    rows += [(f"z{n}", f"Outlet {n}", DAY, _text(f"Town{n}", f"Mayor{n}")) for n in range(8)]
    articles = _articles(*rows)
    shelf = shelf_of(articles, name_tokens(articles))
    names, words = names_on(shelf), side_by_side(names_on(shelf), leads_on(shelf))
    assert all((names[0] @ names[at].T).toarray()[0, 0] == pytest.approx(1) for at in (1, 2, 3))
    alike, only_named, far_down = ((words[0] @ words[at].T).toarray()[0, 0] for at in (1, 2, 3))
    assert alike == pytest.approx(1)
    assert max(only_named, far_down) < 0.75, "what stands below the lead tells no more than other words"


def test_an_article_without_a_telling_lead_is_known_by_its_names():
    """Each row has length 1, whatever it is made of, so that no text is less like another for want of words."""
    rows = [(name, f"Outlet {name}", DAY, LAKE) for name in "abc"]
    articles = _articles(*rows, ("d", "Herald", DAY, "5"))
    shelf = shelf_of(articles, name_tokens(articles))
    assert not leads_on(shelf).nnz
    rows = side_by_side(names_on(shelf), leads_on(shelf))
    assert rows.multiply(rows).sum(1).A1.tolist() == pytest.approx([1.0, 1.0, 1.0, 0.0])


def test_titles_help_when_the_text_leaves_them_out():
    """The words of a title that are names somewhere count for the article."""
    articles = _articles(
        ("a", "Gazette", DAY, LAKE),
        ("b", "Herald", DAY, _text("Ostrava", "Yorke", "Belize", "Corfu")),
        ("c", "Herald", DAY, _text("Yorke", "Belize", "Corfu", "Delft")),
    )
    titles = name_tokens(
        articles.select("article_id", text=pl.Series(["Lindqvist, Merrow", "Lindqvist, Merrow, Tanaka", ""]))
    )
    tokens = name_tokens(articles)
    without, with_titles = (weigh_names(articles, tokens, extra).toarray() for extra in (None, titles))
    assert with_titles[0] @ with_titles[1] > without[0] @ without[1]
    assert find_stories(articles, tokens, titles).height == 3


def _corpus(
    events: int, seed: int, lasting: int = 3, subject_days: int = 0
) -> tuple[pl.DataFrame, dict[str, str]]:
    """Events over two years, four outlets each, every event with names of its own and names of the world.

    An event is told on `lasting` days. With `subject_days`, all events of so many days
    are of one subject and share its names.
    """
    rng = np.random.default_rng(seed)
    rows, truth = [], {}
    for event in range(events):
        own = [f"Own{event}x{number}" for number in range(8)]
        day = DAY + timedelta(days=int(rng.integers(0, 730)))
        period = (day - DAY).days // subject_days if subject_days else 0
        subject = [f"Subject{period}z{number}" for number in range(4 if subject_days else 0)]
        for outlet in range(4):
            article = f"{event:03d}-{outlet}"
            shared = rng.choice([f"World{number}" for number in range(30)], 4, replace=False)
            names = [*rng.choice(own, 5, replace=False), *subject, *shared, f"Only{event}y{outlet}"]
            published = None if rng.random() < 0.05 else day + timedelta(days=int(rng.integers(0, lasting)))
            rows.append((article, f"outlet {outlet}", published, _text(*names)))
            truth[article] = f"{event:03d}"
    return _articles(*rows), truth


def _judged(articles: pl.DataFrame, truth: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall, and recall of the dated pairs more than three days apart."""
    found = dict(find_stories(articles).iter_rows())
    days = dict(articles.select("article_id", "published").drop_nulls().iter_rows())
    ids = sorted(truth)
    pairs = [(one, two) for number, one in enumerate(ids) for two in ids[number + 1 :]]
    together = {pair for pair in pairs if found[pair[0]] == found[pair[1]]}
    belong = {pair for pair in pairs if truth[pair[0]] == truth[pair[1]]}
    late = {
        pair
        for pair in belong
        if days.keys() >= set(pair) and abs(days[pair[0]] - days[pair[1]]) > timedelta(days=3)
    }
    hits = together & belong
    return len(hits) / len(together), len(hits) / len(belong), len(hits & late) / max(1, len(late))


def test_an_event_told_over_ten_days_is_one_story():
    """Pairs more than three days apart are joined where they share an event's own names."""
    precision, _, late = _judged(*_corpus(60, seed=4, lasting=11))
    assert precision > 0.95
    assert late > 0.8


def test_events_of_one_subject_in_the_same_weeks_stay_apart():
    """What a subject's events share is shared weeks later too, so it does not make one story of them."""
    precision, recall, _ = _judged(*_corpus(200, seed=5, lasting=5, subject_days=120))
    assert precision > 0.9
    assert recall > 0.8


def test_a_small_corpus_joins_alike_articles_a_week_apart_and_no_others():
    """Where the corpus is too small to set bars, the usual ones rise with the days between two articles."""
    half = _text("Ostrava", "Lindqvist", "Merrow", "Quayle", "Rosario")
    other = [("y", "Courier", DAY + timedelta(days=80), _text("Quayle", "Rosario"))]
    other += [("z", "Courier", DAY + timedelta(days=160), _text("Tanaka", "Halloway"))]
    for days, text, together in ((6, LAKE, True), (2, half, True), (12, half, False)):
        later = ("b", "Herald", DAY + timedelta(days=days), text)
        groups = _groups(find_stories(_articles(("a", "Gazette", DAY, LAKE), later, *other)))
        assert (frozenset("ab") in groups) is together


def test_the_bar_sets_itself_and_finds_the_events_of_a_larger_corpus():
    """Sixty events in two years among names that all share: nearly all pairs are found, nearly none wrong."""
    articles, truth = _corpus(60, seed=1)
    precision, recall, _ = _judged(articles, truth)
    assert precision > 0.95
    assert recall > 0.9


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_does_not_matter(seed):
    """Shuffled articles and tokens give the same stories."""
    articles, _ = _corpus(15, seed=2)
    tokens = name_tokens(articles)
    shuffled = find_stories(
        articles.sample(fraction=1, shuffle=True, seed=seed),
        tokens.sample(fraction=1, shuffle=True, seed=seed),
    )
    assert_frame_equal(shuffled, find_stories(articles, tokens))


def test_no_article_no_story():
    """An empty frame and an empty text are no errors."""
    assert find_stories(_articles()).is_empty()
    assert find_stories(_articles(("a", None, None, ""))).rows() == [("a", "a")]


def test_a_chain_does_not_lead_from_one_event_to_the_next():
    """Average linkage: each is near the next, but the ends are not near, so the chain is cut."""
    chain = NearPairs(np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([1.5, 1.1, 1.5]))
    assert join_stories(chain, 4).tolist() == [0, 0, 2, 2]


def test_the_nearest_are_joined_first_and_ties_by_row():
    """Equal nearness is decided by the lower row; the joined pair must then be near on average."""
    pairs = NearPairs(np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([1.2, 1.2, 0.9]))
    assert join_stories(pairs, 3).tolist() == [0, 0, 0]
    pairs = NearPairs(np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([1.2, 1.2, 0.5]))
    assert join_stories(pairs, 3).tolist() == [0, 0, 2]


@pytest.mark.shared
def test_the_founding_articles_are_one_story_and_three_others(shared):
    """Two printings of one agency text belong together; the other three are events of their own."""
    files = sorted((shared / "seeds").glob("0*.txt"))
    stories = find_stories(
        _articles(
            *(
                (file.name[:3], None, datetime(2021, 8, 30) if file.name < "001" else None, file.read_text())
                for file in files
            )
        )
    )
    assert _groups(stories) == {
        frozenset({"001", "003"}),
        *(frozenset({name}) for name in ("000", "002", "004")),
    }


@pytest.mark.shared
def test_real_articles_make_small_stories(shared):
    """Two months of real coverage: stories of a few articles each, none that swallows a month."""
    frame = pl.read_parquet(shared / "corpora" / "allsides_dev.parquet").rename({"id": "article_id"})
    months = frame.filter(pl.col("published").str.contains("^2018-0[12]")).with_columns(
        pl.col("published").str.to_datetime("%Y-%m-%d", time_unit="us")
    )
    sizes = find_stories(months).group_by("story_id").len()["len"]
    assert sizes.max() <= 0.05 * months.height
    assert 0.3 < (sizes.filter(sizes > 1).sum() / months.height) < 0.7
