"""All outlets with their headline metrics; choose some to compare."""

import polars as pl
import streamlit as st

from dashboard import downloads, links, session
from dashboard.charts.scatter import PICKED, dots, scatter
from dashboard.choices import EXPLAINED, Choice, choose, rows_of
from dashboard.contributions import INDEX, LABEL, MEANT, contributions_grid, index_cell, index_head, ranked
from dashboard.findings import clearest, enough_text, how_much, most_spread
from dashboard.grids import ARTICLES, NAME, ColumnsBefore, Sorting, cells_of, outlets_grid, too_few_line
from dashboard.questions import at_main_reading, measured
from dashboard.ratings import LABEL as EXPERTS
from dashboard.ratings import MEANT as RATINGS_MEANT
from dashboard.ratings import RATINGS, first_ratings, ratings_cell, ratings_head, ratings_of
from dashboard.reporting_index import component_rows, components_of, index_of
from dashboard.scores import articles, group_columns, outlet_scores, outlets, stories
from dashboard.wording import as_markdown, counted, definition
from scoring.schema.metrics import SHOWN_FIRST

ROWS_SHOWN = 30
STORIES_OFFERED = 300  # those that most outlets told; thousands of options would slow the first page
ACROSS, UP = "sourcing_density", "editorializing"  # what the picture shows at first
SORTED_BY = {NAME: "Name", ARTICLES: "Number of articles", INDEX: LABEL, RATINGS: EXPERTS}
FILTERS = ("texts", "language", "story", "columns")

scores = session.current()
everything = outlets(scores)
known = scores.metrics
headline = [m for m in known.values() if m.headline and not m.by_actor]
names = everything["outlet"].to_list()
reporting = index_of(scores)
ratings = ratings_of(scores)

st.title("Start", anchor=False)
facts = scores.facts
sums = [f"{counted(len(names), 'outlet')}", f"{counted(articles(scores).height, 'article')} scored"]
if facts.get("articles_rejected"):
    sums.append(f"{facts['articles_rejected']:,} rejected (see Method)")
if facts.get("exact_duplicates"):
    sums.append(f"{counted(facts['exact_duplicates'], 'exact duplicate')} left out")
st.caption(" · ".join(sums) + " · Every number links to the sentences behind it. Lines are 95% intervals.")
if not names:
    st.info(
        "No article names its outlet, so there is nothing to compare. Name outlets in a manifest or a column."
    )
    st.page_link("screens/article.py", label="Read the articles", icon=":material/article:")
    st.stop()


def show_doors() -> None:
    """The three ways in, and what a first visitor does there."""
    doors = (
        ("compare", "Compare outlets", ":material/compare_arrows:", "What clearly differs among up to six."),
        ("check", "Check an article", ":material/fact_check:", "Paste a text: what of it stands elsewhere?"),
        ("tone", "Tone toward somebody", ":material/groups:", "How outlets speak of an actor, and whom they quote."),
    )  # fmt: skip
    for column, (target, label, icon, told) in zip(st.columns(3), doors, strict=True):
        with column, st.container(border=True, key=f"door {target}"):
            links.page_link(target, label, icon=icon)
            st.caption(told)
    with st.expander("First time here? Three steps", icon=":material/lightbulb:"):
        st.markdown(
            "1. **Fill the basket**: click dots in the picture below, or choose outlets above. The basket, the dates "
            "and the search stay with you on every page.\n"
            "2. **Read the verdict** on Compare or Tone: filled marks are clear, hollow ones clear but trivial, grey "
            'ones not settled. "Not enough data" means just that.\n'
            "3. **Follow a number** to the sentences it was made of, and judge for yourself. The address of a page is "
            "a link to what you see; Export has the tables."
        )


summary = st.container()  # this and the picture are filled when it is known which articles count
chosen = links.many(
    "Outlets to compare",
    "outlet",
    names,
    noun="outlets",
    most=links.MOST_IN_BASKET,
    placeholder=f"Choose 2 to {links.MOST_IN_BASKET} outlets",
)
if len(chosen) > 1:
    links.page_link(
        "compare",
        f"Compare these {len(chosen)} side by side",
        icon=":material/compare_arrows:",
        outlet=chosen,
    )
elif chosen:
    st.caption("Choose one more to compare.")
with st.container(horizontal=True):
    for name in chosen:
        links.page_link("outlet", name, icon=":material/newspaper:", outlet=name)

picture = st.container()

# The choice while the filters are folded away, as they are at first: drawing them is the slowest part of the page.
least, language, story = 0, "", ""
rated = [RATINGS] if ratings else []
sorts = [NAME, ARTICLES, *([] if reporting is None else [INDEX]), *rated, *(m.name for m in headline)]
sort = next((name for name in links.asked("sort") if name in sorts), NAME)
downwards = links.asked("down") == ["yes"]
first, last = links.dates()
groups: dict[str, list[str]] = {}
shown_metrics = [name for name in SHOWN_FIRST if name in known]
index = articles(scores)
in_link = any(name in st.query_params for name in (*FILTERS, *group_columns(scores)))
panel = st.expander(
    "Filter, sort, choose columns", icon=":material/tune:", expanded=in_link, on_change="rerun", key="filters"
)
if panel.open or in_link:
    with panel:
        left, middle, right = st.columns(3)
        with left:
            least = links.whole_number(
                "Minimum independent texts", "texts", least=0, most=1_000_000, default=0,
                help="Reprints of one text count once.",
            )  # fmt: skip
            sort = links.one(
                "Sort by",
                "sort",
                sorts,
                noun="columns to sort by",
                words=lambda o: (
                    SORTED_BY.get(o) or known[o].label
                ),
            )  # fmt: skip
            downwards = links.switch("Highest first", "down")
        with middle:
            languages = index["language"].value_counts(sort=True)["language"].to_list()
            language = links.one(
                "Language",
                "language",
                ["", *languages],
                noun="languages",
                words=lambda o: o or "all languages",
            )
            told = (
                stories(scores).filter(pl.col("outlets") > 1).head(STORIES_OFFERED)
                if scores.has("stories")
                else None
            )
            titles = {} if told is None else dict(told.select("story_id", "title").iter_rows())
            story = links.one(
                "Story",
                "story",
                ["", *titles],
                noun="stories",
                words=lambda o: (titles.get(o) or o) or "all stories",
            )
        with right:
            groups = {
                column: links.many(
                    column.capitalize(),
                    column,
                    everything[column].drop_nulls().unique().sort().to_list(),
                    noun=column,
                )
                for column in group_columns(scores)
            }
        shown_metrics = links.many(
            "Columns", "columns", [m.name for m in headline], noun="metrics",
            default=shown_metrics, words=lambda o: known[o].label,
        )  # fmt: skip

metrics = [known[name] for name in shown_metrics] or headline


filtered = bool(language or story or first or last)
choice = Choice(first=first, last=last, language=language, stories=(story,) if story else ())
if filtered:
    part = choose(index, choice)
    rows = at_main_reading(rows_of(scores, choice, tuple(m.name for m in headline)), headline)
    table = part.group_by("outlet").agg(
        articles=pl.len(),
        independent_texts=pl.col("text_cluster").n_unique(),
        first_published=pl.col("published").min(),
        last_published=pl.col("published").max(),
    )
    st.caption(
        EXPLAINED + (f" {LABEL}: only for all articles, so not shown." if reporting is not None else "")
    )
else:
    rows = at_main_reading(outlet_scores(scores), headline)
    table = everything
table = table.filter(pl.col("independent_texts") >= least)
for column, wanted in groups.items():
    if wanted:
        table = table.filter(
            pl.col("outlet").is_in(everything.filter(pl.col(column).is_in(wanted))["outlet"].implode())
        )
if sort == NAME:
    table = table.sort("outlet", descending=downwards)
elif sort == ARTICLES:
    table = table.sort([ARTICLES, "outlet"], descending=[downwards, False])
else:
    value = rows.filter(metric=sort).select("outlet", by="value")
    if sort == INDEX and reporting is not None:
        value = reporting.select("outlet", by="index")
    elif sort == RATINGS and ratings is not None:
        value = first_ratings(ratings)
    table = (
        table.join(value, on="outlet", how="left")
        .sort(["by", "outlet"], descending=[downwards, False], nulls_last=True)
        .drop("by")
    )

if table.is_empty():
    st.info("No outlet passes these filters. Remove some filters, or ask for fewer independent texts.")
    st.stop()
# Those that have numbers first; the others are told in one line below the table.
table = table.sort(enough_text(), descending=True, maintain_order=True)
measurable, too_few = table.filter(enough_text()), table.filter(~enough_text())
if ratings is not None and not any(ratings.get(name) for name in measurable["outlet"]):
    ratings = None  # a column of "not rated" tells nothing


def show_summary() -> None:
    """What the folder shows, in three sentences."""
    shown = rows.filter(pl.col("outlet").is_in(measurable["outlet"].implode()))
    found = [how_much(table), most_spread(shown, headline), clearest(shown, headline)]
    st.markdown("\n".join(f"- {as_markdown(finding.words)}" for finding in found if finding))
    for finding in found:
        if finding and finding.outlet:
            links.page_link(
                "outlet", f"The page of {finding.outlet}", icon=":material/newspaper:", outlet=finding.outlet
            )


def put_into_basket() -> None:
    """Put the outlet whose dot was clicked into the basket, or take it out."""
    for name in (dot["outlet"] for dot in links.clicked("scatter", PICKED)):
        kept = [other for other in chosen if other != name] if name in chosen else [*chosen, name]
        links.fill_basket(kept[: links.MOST_IN_BASKET], "outlets")


def show_picture() -> None:
    """A dot for each outlet, on two metrics."""
    options = [m.name for m in (*headline, *known.values()) if not m.by_actor]
    options = list(dict.fromkeys(options))
    if not options or measurable.is_empty():
        return
    left, right = st.columns(2)
    with left:
        x = known[
            links.one("Across", "x", options, noun="metrics", default=ACROSS, words=lambda o: known[o].label)
        ]
    with right:
        y = known[
            links.one("Upwards", "y", options, noun="metrics", default=UP, words=lambda o: known[o].label)
        ]
    asked = tuple(dict.fromkeys((x.name, y.name)))
    all_rows = rows_of(scores, choice, asked) if filtered else outlet_scores(scores)
    both = at_main_reading(all_rows, [x, y]).filter(pl.col("outlet").is_in(measurable["outlet"].implode()))
    points = dots(measured(both, x.name), measured(both, y.name), x, y).join(
        measurable.select("outlet", "articles"), on="outlet"
    )
    if points.is_empty():
        st.info("No outlet has enough data on both metrics. Choose others.")
        return
    st.altair_chart(
        scatter(points, x, y, chosen), key="scatter", on_select=put_into_basket, selection_mode=[PICKED]
    )
    st.caption(
        f"One dot for each of {counted(points.height, 'outlet')} with enough data on both, larger for more articles; "
        "the chosen are coloured and named, the largest named where there is room. The intervals are in the tooltip. "
        "A click puts an outlet into the basket, or takes it out."
    )


with summary:
    show_summary()
    with st.container(key="screen-doors"):
        show_doors()
with picture:
    show_picture()
page = links.page_number(measurable.height, ROWS_SHOWN, width=160)
cells = cells_of(rows)
on_page = measurable.slice((page - 1) * ROWS_SHOWN, ROWS_SHOWN)
with_index = reporting is not None and not filtered
by_outlet = {row["outlet"]: row for row in reporting.iter_rows(named=True)} if reporting is not None else {}
count = 0 if reporting is None else ranked(reporting)


def first_cells(name: str) -> str:
    """What the text shows, and beside it what experts say."""
    told = index_cell(by_outlet.get(name), count) if with_index else ""
    return told + ("" if ratings is None else ratings_cell(ratings, name))


sorting = Sorting(
    sort,
    downwards,
    lambda by, down: links.address_here("outlets", sort=by, down="yes" if down else "no"),
)
heads = (index_head(sorting) if with_index else "") + ("" if ratings is None else ratings_head(sorting))
before = ColumnsBefore(
    ([LABEL] if with_index else []) + ([] if ratings is None else [EXPERTS]), heads, first_cells
)
if not measurable.is_empty():
    st.html(outlets_grid(on_page, cells, metrics, sorting, before, (ACROSS, UP)))
if not too_few.is_empty():
    with st.expander(f"Not enough data: {counted(too_few.height, 'outlet')}"):
        st.html(too_few_line(too_few))
if reporting is not None and not filtered:
    left, right = st.columns([3, 1])
    with left:
        parts = links.switch(
            "Show what each index is made of", "parts",
            help="Contribution, place, weight, value and count of every component.",
        )  # fmt: skip
    with right:
        links.page_link("weights", "Weights of the index", icon=":material/balance:")
    if parts:
        components = components_of(reporting, known)
        st.html(
            contributions_grid(
                reporting,
                components,
                known,
                component_rows(scores, components),
                on_page["outlet"].to_list(),
            )
        )

with st.expander("What the columns mean"):
    if reporting is not None:
        st.markdown(f"**{LABEL}.** {as_markdown(MEANT)}")
    if ratings is not None:
        st.markdown(as_markdown(RATINGS_MEANT))
    for metric in metrics:
        st.markdown(f"**{as_markdown(metric.label)}.** {as_markdown(definition(metric))}")
# Only on demand: this grid is the slowest thing on the page to draw.
if links.switch("Show as a plain table", "plain"):
    wide = (
        rows.filter(pl.col("metric").is_in([m.name for m in metrics]))
        .join(table.select("outlet").with_row_index("order"), on="outlet")
        .sort("order", "metric")
    )
    st.dataframe(
        wide.select(
            "outlet", "metric", "value", "low", "high", "articles", "independent_texts", "status"
        ).with_columns(pl.col("metric").replace_strict({m.name: m.label for m in headline})),
        hide_index=True,
        placeholder="",
        alt="The table of outlets in long form: outlet, metric, value, interval, counts, status",
        column_config={"independent_texts": "independent texts"},
    )
with st.container(horizontal=True):
    if filtered:
        downloads.shown_rows(rows, "outlets-chosen-articles.csv", "These values (CSV)")
    elif table.height < everything.height:
        in_order = everything.filter(pl.col("outlet").is_in(table["outlet"].implode()))
        downloads.shown_rows(in_order, "outlets-shown.csv", "Outlets shown (CSV)")
