"""The catalogue of all metrics, which are found, not registered.

Masthead's own are the files of `scoring/metrics/`. Another package brings metrics of its own by naming each in its
`pyproject.toml`; they then stand in the catalogue, the tables, the data dictionary and the dashboard like all others:

    [project.entry-points."masthead.metrics"]
    reading_time = "newsroom_metrics.reading_time:reading_time"
"""

import importlib
import math
import pkgutil
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from scoring.catalogue.contract import Measurement, Metric
from scoring.document.document import View
from scoring.schema.plugins import Plugin, PluginError, found, told
from scoring.schema.tables import articles_table, outlets_table

GROUP = "masthead.metrics"
_TAKEN = frozenset((*articles_table({}).schema, *outlets_table({}).schema))
"""Names of columns that stand beside those of the metrics."""


@cache
def catalogue() -> dict[str, Metric]:
    """Every metric, by name, in alphabetical order.

    Raises ValueError, with the remedy, for a metric of another package that cannot be used.
    """
    metrics = _own()
    for plugin in found(GROUP):
        try:
            metrics[plugin.name] = _brought(plugin, metrics)
        except PluginError as error:
            raise ValueError(
                f"The metric {plugin.name} cannot be used: {error}. Mend the package {plugin.package} or uninstall it."
            ) from error
    return dict(sorted(metrics.items()))


def _own() -> dict[str, Metric]:
    package = importlib.import_module("scoring.metrics")
    metrics: dict[str, Metric] = {}
    for module_info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"scoring.metrics.{module_info.name}")
        declared = getattr(module, module_info.name, None)
        if not isinstance(declared, Metric):
            raise TypeError(f"scoring/metrics/{module_info.name}.py declares no metric of that name.")
        metrics[declared.name] = declared
    return metrics


def _brought(plugin: Plugin, known: dict[str, Metric]) -> Metric:
    """The metric of another package, marked with the package's name, so that its errors are reported as its own."""
    loaded = plugin.load()
    if not isinstance(loaded, Metric):
        raise PluginError(
            f"its entry point names a {type(loaded).__name__}, no function declared with @metric"
        )
    if loaded.name != plugin.name:
        raise PluginError(f"its function is called {loaded.name}; the entry point must have the same name")
    if loaded.name in known or loaded.name in _TAKEN:
        raise PluginError("there is a metric or a column of this name already")
    return replace(loaded, package=_with_version(plugin), measure=_Measuring(loaded, plugin.package))


def _with_version(plugin: Plugin) -> str:
    version = plugin.entry.dist.version if plugin.entry.dist is not None else ""
    return f"{plugin.package} {version}".strip()


class _Measuring:
    """The function of another package's metric; its exceptions and impossible results are reported as its own."""

    def __init__(self, metric: Metric, package: str) -> None:
        self._metric, self._package = metric, package

    def __call__(self, view: View) -> Iterable[Measurement]:
        """Measure one article. Raises PluginError for whatever goes wrong."""
        try:
            measurements = list(self._metric.measure(view))
            for measurement in measurements:
                _check(measurement, len(view.document.text))
        except Exception as error:
            raise PluginError(
                f"the metric {self._metric.name} of the package {self._package} failed ({told(error)})"
            ) from error
        return measurements


def _check(measurement: object, length: int) -> None:
    """Raise an error for anything that cannot be a measurement of a text of `length` characters."""
    if not isinstance(measurement, Measurement):
        raise TypeError(f"it yielded a {type(measurement).__name__}, no Measurement")
    if not (math.isfinite(measurement.numerator) and math.isfinite(measurement.denominator)):
        raise ValueError("numerator and denominator must be finite numbers")
    for span in measurement.evidence:
        if not 0 <= span.start <= span.end <= length:
            raise ValueError(f"the evidence {span.start} to {span.end} lies outside the text")
