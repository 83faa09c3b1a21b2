"""The catalogue: every metric there is, found and never registered."""

import importlib
import pkgutil
from functools import cache

from scoring.catalogue.contract import Metric


@cache
def catalogue() -> dict[str, Metric]:
    """Every metric in `scoring/metrics/`, by name, in alphabetical order."""
    package = importlib.import_module("scoring.metrics")
    found: dict[str, Metric] = {}
    for module_info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"scoring.metrics.{module_info.name}")
        declared = getattr(module, module_info.name, None)
        if not isinstance(declared, Metric):
            raise TypeError(f"scoring/metrics/{module_info.name}.py declares no metric of that name.")
        found[declared.name] = declared
    return found
