"""How a share is written in per cent: one rule for every page, so that none reads as nothing or as all unless it is.

Whole per cents are enough where the interval is wide. A decimal stands where they would hide something: where the
share lies within a hundredth of nothing or of all, and where its interval is narrower than two hundredths.
"""

_WHOLE = 0.01  # nearer to 0 or 1 than this, a whole per cent would round it away
_TENTH = 0.001  # nearer than this, a tenth would
_NARROW = 0.02  # an interval narrower than this shows nothing in whole per cents
_SAME = 1e-9  # what sums of floats may miss by
Range = tuple[float, float]


def share(value: float, within: Range | None = None) -> str:
    """A share in per cent. `within`: its interval, or the ends of the scale that it is shown on.

    >>> [share(value) for value in (0.0, 0.0004, 0.003, 0.337, 0.996, 0.9996, 1.0)]
    ['0%', 'under 0.1%', '0.3%', '34%', '99.6%', 'over 99.9%', '100%']
    >>> share(0.0241, within=(0.0226, 0.0263)), share(0.0241, within=(0.01, 0.06))
    ('2.4%', '2%')
    """
    if min(value, 1 - value) < _SAME:
        return f"{value:.0%}"
    if value < _TENTH:
        return f"under {_TENTH:.1%}"
    if value > 1 - _TENTH:
        return f"over {1 - _TENTH:.1%}"
    return f"{value:.1%}" if _needs_tenths(value, within) else f"{value:.0%}"


def share_range(low: float, high: float) -> str:
    """An interval of a share, its unit named once; its ends are rounded outward where they would meet.

    >>> share_range(0.74, 0.78), share_range(0.0226, 0.0263), share_range(0.004, 0.05), share_range(0.0, 0.0001)
    ('74–78%', '2.3–2.6%', '0.4–5%', '0–0.1%')
    >>> share_range(0.942, 1.0), share_range(0.9998, 1.0), share_range(0.0, 0.0)
    ('94–100%', '99.9–100%', '0%')
    """
    if high - low < _SAME:
        return share(low)
    ends = (_end(end, (low, high)) for end in (min(low, 1 - _TENTH), max(high, _TENTH)))
    return f"{'–'.join(dict.fromkeys(ends))}%"


def _end(value: float, within: Range) -> str:
    """One end of an interval, without its unit; nothing and all without a decimal."""
    text = f"{100 * value:.1f}" if _needs_tenths(value, within) else f"{100 * value:.0f}"
    return text.removesuffix(".0") if text in ("0.0", "100.0") else text


def _needs_tenths(value: float, within: Range | None) -> bool:
    near = min(value, 1 - value) > _SAME and round(min(value, 1 - value), 3) < _WHOLE
    return near or (within is not None and within[1] - within[0] < _NARROW)
