"""The selection is kept in the page's address, so a link reopens the same view.

Widgets take their value from the address before they are drawn and write it back when they are changed, so that
links inside the program, links from outside and the Back button all work alike. What was chosen on one page is
remembered on the next, within a session.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.wording import as_markdown, distinct_labels, shortened

# The outlets chosen to be compared, in the links of pages that are about one outlet or about none.
BASKET = "basket"
OWN = "own"  # the upload that is being looked at instead of the corpus (see own_texts.py)
FIRST_DAY, LAST_DAY = "from", "to"  # only articles published from this day to that day count
MOST_IN_BASKET = 6
# Pages whose parameter `outlet` is the basket.
BASKET_PAGES = frozenset({"outlets", "compare", "tone"})
_REMEMBERED = "remembered selections"
# Choices that carry over to other pages; a filter or a page number stays on the page where it was chosen.
_CARRIED = frozenset({"outlet", "actors", "columns", "article", FIRST_DAY, LAST_DAY})
_SHOWN_UNKNOWN = 5

Values = str | Sequence[str]


def _memory() -> dict[str, list[str]]:
    memory: dict[str, list[str]] = st.session_state.setdefault(_REMEMBERED, {})
    return memory


def asked(name: str) -> list[str]:
    """What the address asks for, or what was chosen before in this session."""
    if name in st.query_params:
        return [value for value in st.query_params.get_all(name) if value]
    return _memory().get(name, [])


def put(name: str, values: Sequence[str]) -> None:
    """Write a selection into the address and remember it."""
    if name in _CARRIED:
        _memory()[name] = list(values)
    st.query_params[name] = list(values) if values else ""


def basket() -> list[str]:
    """The outlets chosen to be compared."""
    return _memory().get("outlet", [])


def take_basket(page: str) -> None:
    """Take up the basket of the address: always on the pages that show it, elsewhere if the session has none.

    A new session begins when a link from a table is followed.
    """
    shown = page in BASKET_PAGES and "outlet" in st.query_params
    if shown or "outlet" not in _memory():
        carried = [name for name in st.query_params.get_all("outlet" if shown else BASKET) if name]
        if carried or shown:
            _memory()["outlet"] = list(dict.fromkeys(carried))


def fill_basket(outlets: Sequence[str], page: str) -> None:
    """Put these outlets into the basket, and into the address of the page that is open."""
    _memory()["outlet"] = list(outlets)
    if page in BASKET_PAGES:
        st.query_params["outlet"] = list(outlets) or ""
    else:
        keep_basket()


def keep_basket() -> None:
    """Hold the basket in the address of a page whose own `outlet` is a single one."""
    if basket():
        st.query_params[BASKET] = basket()
    else:
        st.query_params.pop(BASKET, None)


def put_dates(first: date | None, last: date | None) -> None:
    """Let only the articles of these days count, on every page; None: no limit."""
    for name, moment in zip((FIRST_DAY, LAST_DAY), (first, last), strict=True):
        put(name, [moment.isoformat()] if moment else [])


def _known(name: str, options: Sequence[str], most: int | None, label: str) -> list[str]:
    values = list(dict.fromkeys(asked(name)))
    allowed = set(options)
    known = [value for value in values if value in allowed]
    unknown = [value for value in values if value not in allowed]
    # Only links are answered with a note: what was chosen on another page may simply not exist on this one.
    if unknown and name in st.query_params:
        shown = ", ".join(as_markdown(value[:60]) for value in unknown[:_SHOWN_UNKNOWN])
        more = f" and {len(unknown) - _SHOWN_UNKNOWN} more" if len(unknown) > _SHOWN_UNKNOWN else ""
        noun = as_markdown(label)
        st.info(f"The link asks for {noun} that are not in this folder; ignored: {shown}{more}.")
    if most is not None and len(known) > most:
        if name in st.query_params:
            st.info(f"The link asks for more than {most} {as_markdown(label)}; the first {most} are shown.")
        known = known[:most]
    return known


def many(
    label: str,
    name: str,
    options: Sequence[str],
    *,
    noun: str,
    default: Sequence[str] = (),
    most: int | None = None,
    words: Callable[[str], str] = str,
    **settings: Any,
) -> list[str]:
    """A choice of several. `name` is the parameter in the address, `noun` what the options are called."""
    wanted = _known(name, options, most, noun)
    if not wanted and name not in st.query_params and name not in _memory():
        wanted = list(default)
    elif name not in st.query_params and wanted:
        st.query_params[name] = wanted  # remembered from another page: put it into the address as well
    elif name in _CARRIED and wanted:
        _memory()[name] = wanted  # from a link: keep it when another page is opened from the menu
    _show(name, wanted)
    labels = distinct_labels(options, words)
    if most is not None:  # typing half a name and Enter must not take all that match
        settings["select_all"] = False
    return st.multiselect(
        as_markdown(label),
        options,
        key=_key(name),
        format_func=lambda option: labels.get(option, option),
        max_selections=most,
        wrap=True,
        on_change=lambda: put(name, st.session_state[_key(name)]),
        **settings,
    )


def one(
    label: str,
    name: str,
    options: Sequence[str],
    *,
    noun: str,
    default: str | None = None,
    words: Callable[[str], str] = str,
    clears: Sequence[str] = (),
    **settings: Any,
) -> str:
    """A choice of one from a drop-down list; by default the first option.

    `clears`: parameters that become meaningless when another option is chosen.
    """
    wanted = _wanted(name, options, noun, default)
    labels = distinct_labels(options, words)
    chosen = st.selectbox(
        as_markdown(label),
        options,
        key=_key(name),
        format_func=lambda option: labels.get(option, option),
        on_change=lambda: _put_one(name, wanted, clears),
        **settings,
    )
    return chosen or wanted


def one_of_few(
    label: str,
    name: str,
    options: Sequence[str],
    *,
    noun: str,
    default: str | None = None,
    words: Callable[[str], str] = str,
    **settings: Any,
) -> str:
    """A choice of one by buttons side by side; by default the first option."""
    wanted = _wanted(name, options, noun, default)
    chosen = st.segmented_control(
        as_markdown(label),
        options,
        key=_key(name),
        format_func=lambda option: as_markdown(words(option)),
        on_change=lambda: _put_one(name, wanted),
        **settings,
    )
    return chosen or wanted


def chips(
    label: str,
    name: str,
    counts: Mapping[str, int],
    chosen: Sequence[str],
    put_values: Callable[[list[str]], None],
    words: Callable[[str], str],
) -> None:
    """A choice of several by chips side by side, each with its count. `put_values` writes it into the address."""
    _show(name, [value for value in counts if value in chosen])
    st.pills(
        as_markdown(label),
        list(counts),
        selection_mode="multi",
        wrap=True,
        key=_key(name),
        format_func=lambda value: f"{as_markdown(shortened(words(value), 40))} · {counts[value]:,}",
        on_change=lambda: put_values(list(st.session_state[_key(name)])),
    )


def _key(name: str) -> str:
    """The key under which Streamlit keeps what a control shows."""
    return f"choice of {name}"


def _show(name: str, wanted: Any) -> None:
    """Make the control show what the address asks for."""
    if st.session_state.get(_key(name)) != wanted:
        st.session_state[_key(name)] = wanted


def _wanted(name: str, options: Sequence[str], noun: str, default: str | None = None) -> str:
    """The option that the address asks for, else the default, else the first; the control then shows it."""
    fallback = default if default is not None and default in options else options[0]
    wanted = (_known(name, options, 1, noun) or [fallback])[0]
    _show(name, wanted)
    return wanted


def _put_one(name: str, wanted: str, clears: Sequence[str] = ()) -> None:
    kept = _memory().get(name, [])
    put(name, [st.session_state[_key(name)] or wanted])
    if len(kept) > 1:
        _memory()[name] = kept  # looking at one of several does not empty the basket
    for other in clears:
        put(other, [])


def whole_number(label: str, name: str, *, least: int, most: int, default: int, **settings: Any) -> int:
    """A number from the address; nonsense and numbers out of bounds are ignored with a note."""
    text = (asked(name) or [str(default)])[0]
    wanted = default
    if text.isdecimal() and least <= int(text) <= most:
        wanted = int(text)
    elif text != str(default):
        st.info(
            f"The link's value for {label.lower()} is not valid and is ignored: {as_markdown(text[:20])}."
        )
    wanted = min(max(wanted, least), most)
    _show(name, wanted)
    chosen = st.number_input(
        label,
        least,
        most,
        key=_key(name),
        on_change=lambda: put(name, [str(st.session_state[_key(name)])]),
        **settings,
    )
    return int(chosen)


def words(label: str, name: str, **settings: Any) -> str:
    """A line of free text from the address, such as words to search for."""
    wanted = (asked(name) or [""])[0]
    _show(name, wanted)
    written: str = st.text_input(
        label, key=_key(name), on_change=lambda: put(name, [st.session_state[_key(name)].strip()]), **settings
    )
    return written.strip()


def page_number(count: int, at_once: int, name: str = "page", **settings: Any) -> int:
    """Which page of so many items, `at_once` on each; the control is only there if there are several pages."""
    pages = -(-count // at_once)
    if pages < 2:
        return 1
    return whole_number(f"Page (of {pages:,})", name, least=1, most=pages, default=1, **settings)


def clicked(chart: str, selection: str) -> list[dict[str, Any]]:
    """The marks of a chart that were clicked, by the chart's key and the name of the selection."""
    picked: list[dict[str, Any]] | None = st.session_state[chart]["selection"].get(selection)
    return picked or []


def switch(label: str, name: str, *, default: bool = False, **settings: Any) -> bool:
    """A switch whose state is in the address as yes or no."""
    wanted = (asked(name) or ["yes" if default else "no"])[0] == "yes"
    _show(name, wanted)
    return st.toggle(
        label,
        key=_key(name),
        on_change=lambda: put(name, ["yes" if st.session_state[_key(name)] else "no"]),
        **settings,
    )


def dates() -> tuple[date | None, date | None]:
    """The first and last day whose articles count, on every page; None: no limit. Nonsense is no limit."""
    first, last = (_day((asked(name) or [""])[0]) for name in (FIRST_DAY, LAST_DAY))
    return first, last


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def with_own(parameters: Mapping[str, Values | None]) -> dict[str, Values]:
    """The parameters that are set, with what goes along on every way: basket, dates, the upload being looked at."""
    kept = {name: value for name, value in parameters.items() if value}
    outlet = kept.get("outlet", ())
    if basket() and ([outlet] if isinstance(outlet, str) else list(outlet)) != basket():
        kept[BASKET] = basket()
    for name, moment in zip((FIRST_DAY, LAST_DAY), dates(), strict=True):
        if moment is not None and name not in parameters:
            kept[name] = moment.isoformat()
    if OWN not in kept and (own := st.session_state.get(OWN)):
        kept[OWN] = own
    return kept


def address(page: str, **parameters: Values | None) -> str:
    """The address of a view, for a link in HTML; not yet escaped for an attribute.

    The address is relative, so that it works under any path of the server.
    """
    query = urlencode(with_own(parameters), doseq=True)
    return f"./{page}" + (f"?{query}" if query else "")


def address_here(page: str, **changes: Values | None) -> str:
    """The address of the page that is open, as it is but for some parameters; None takes one out."""
    kept = {name: st.query_params.get_all(name) for name in st.query_params if name != "page"}
    return address(page, **(kept | changes))


def page_link(page: str, label: str, *, icon: str | None = None, **parameters: Values | None) -> None:
    """A link to a view within the session; `label` is shown as it is."""
    st.page_link(f"screens/{page}.py", label=as_markdown(label), icon=icon, query_params=with_own(parameters))


def date_of(label: str, name: str) -> None:
    """A control for a day in the address, as YYYY-MM-DD; nonsense is ignored with a note."""
    text = (asked(name) or [""])[0]
    wanted = _day(text)
    if text and wanted is None:
        st.info(f"The link's date is not valid and is ignored: {as_markdown(text[:20])}.")
    if name not in st.query_params and wanted:
        st.query_params[name] = text  # remembered from another page: put it into the address as well
    elif wanted:
        _memory()[name] = [text]  # from a link: keep it when another page is opened from the menu
    _show(name, wanted)

    def changed() -> None:
        moment = st.session_state[_key(name)]
        put(name, [moment.isoformat()] if moment else [])

    st.date_input(label, key=_key(name), on_change=changed, value=None, format="YYYY-MM-DD")


def forget() -> None:
    """Forget what was chosen, because another folder with other outlets is opened."""
    _memory().clear()
