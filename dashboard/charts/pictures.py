"""A chart as a picture file, drawn on this machine. The home of vl-convert."""

import altair as alt
import vl_convert

PIXELS_PER_POINT = 2.0
PICTURE_WIDTH = 640
_BACKGROUND = {"background": "white", "padding": 16}


def _specification(chart: alt.TopLevelMixin) -> dict[str, object]:
    specification: dict[str, object] = chart.to_dict()
    if "hconcat" not in specification and "vconcat" not in specification and "facet" not in specification:
        specification.setdefault("width", PICTURE_WIDTH)
        if specification["width"] == "container":
            specification["width"] = PICTURE_WIDTH
    return specification | _BACKGROUND


def as_svg(chart: alt.TopLevelMixin) -> bytes:
    """The chart as SVG."""
    return str(vl_convert.vegalite_to_svg(_specification(chart), allowed_base_urls=[])).encode()


def as_png(chart: alt.TopLevelMixin) -> bytes:
    """The chart as PNG at twice its size."""
    return bytes(
        vl_convert.vegalite_to_png(_specification(chart), scale=PIXELS_PER_POINT, allowed_base_urls=[])
    )
