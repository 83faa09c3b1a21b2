"""Download buttons: tables byte for byte as the command line writes them, the whole export as a zip, charts."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial

import altair as alt
import polars as pl
import streamlit as st

from dashboard.charts.pictures import as_png, as_svg
from dashboard.scores import exported_bytes
from dashboard.wording import counted
from scoring.schema import corrections
from scoring.schema.csv_files import csv_bytes
from scoring.schema.datapackage import FILE_NAME
from scoring.schema.scores import Scores

# Zip entries carry a date; a fixed one gives the same bytes for the same scores.
_EPOCH = datetime(1980, 1, 1).timetuple()[:6]


def whole_table(scores: Scores, name: str, label: str | None = None, key: str = "download") -> None:
    """A button for a table's CSV, the same bytes that the command line writes; `key` sets it apart from others."""
    st.download_button(
        label or f"{name}.csv",
        lambda: exported_bytes(scores, name),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"{key} {name}",
        icon=":material/download:",
        on_click="ignore",
        help="The same bytes that the command line writes.",
    )


def shown_rows(frame: pl.DataFrame, file_name: str, label: str) -> None:
    """A button for the rows that are shown, written as the command line writes CSV."""
    st.download_button(
        label,
        lambda: csv_bytes(frame),
        file_name=file_name,
        mime="text/csv",
        key=f"download {file_name}",
        icon=":material/download:",
        on_click="ignore",
        disabled=frame.is_empty(),
        help="Written exactly as the command line writes CSV, these rows only.",
    )


def zipped(scores: Scores) -> bytes:
    """Every CSV file of the export and `datapackage.json`; the same scores give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in [FILE_NAME, *(resource["path"] for resource in scores.package["resources"])]:
            content = (
                (scores.folder / name).read_bytes()
                if name == FILE_NAME
                else exported_bytes(scores, name.removesuffix(".csv"))
            )
            _add(archive, name, content)
        if judged := judgements_bytes(scores):
            _add(archive, corrections.FILE_NAME, judged)
    return target.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def judgements_bytes(scores: Scores) -> bytes:
    """What readers judged, as the command line exports it; nothing where there is none, or it cannot be read."""
    try:
        found = corrections.read_corrections(scores.folder)
    except (ValueError, OSError):
        return b""
    return corrections.as_bytes(found.accepted) if found.rows else b""


def judgements(scores: Scores, count: int) -> None:
    """A button for what readers judged, `count` spans in all."""
    st.download_button(
        f"{counted(count, 'judgement')} ({corrections.FILE_NAME})",
        lambda: judgements_bytes(scores),
        file_name=corrections.FILE_NAME,
        mime="text/csv",
        key="download corrections",
        icon=":material/download:",
        on_click="ignore",
        help="Every judgement in this folder, on any outlet and metric, as masthead export writes it.",
    )


def whole_export(scores: Scores, key: str = "download") -> None:
    """A button for the whole export."""
    st.download_button(
        "Everything (zip)",
        lambda: zipped(scores),
        file_name="masthead-scores.zip",
        mime="application/zip",
        key=f"{key} everything",
        icon=":material/folder_zip:",
        on_click="ignore",
        help="All CSV files and datapackage.json, as masthead export writes them.",
    )


def whole_page(draw: Callable[[], bytes], file_name: str, label: str) -> None:
    """A button for a page to be sent: one HTML file, made only when it is pressed."""
    st.download_button(
        label,
        draw,
        file_name=file_name,
        mime="text/html",
        key=f"download {file_name}",
        icon=":material/download:",
        on_click="ignore",
        help="One file that opens in any browser, to send or to print. It needs no network.",
    )


def method(draw: Callable[[], bytes]) -> None:
    """A button for the method behind the numbers of a page, made only when it is pressed."""
    st.download_button(
        "Their method (text)",
        draw,
        file_name="method.md",
        mime="text/markdown",
        key="download method",
        icon=":material/download:",
        on_click="ignore",
        help="What was chosen, which version measured it in what, and how each number is made: to keep beside the CSV.",
    )


def pictures(chart: alt.TopLevelMixin, name: str) -> None:
    """Two buttons for a chart, as PNG and as SVG; drawn only when pressed."""
    with st.container(horizontal=True):
        for kind, draw, mime in (("PNG", as_png, "image/png"), ("SVG", as_svg, "image/svg+xml")):
            st.download_button(
                kind,
                partial(draw, chart),
                file_name=f"{name}.{kind.lower()}",
                mime=mime,
                key=f"picture {name} {kind}",
                type="tertiary",
                icon=":material/image:",
                on_click="ignore",
            )
