"""The engine that a run was asked to use."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from scoring.run.options import LOCAL, SPARK, Options
from scoring.run.settings import settings_of_executors
from scoring.workers.engine import Engine, LocalEngine


@contextmanager
def opened_engine(options: Options) -> Iterator[Engine]:
    """The engine, for as long as the run lasts.

    Raises ValueError for one that there is not, EngineError, with the remedy, for one that cannot be used.
    """
    if options.engine == LOCAL:
        if options.master is not None:
            raise ValueError("A master is the address of a Spark cluster: it goes with --engine spark.")
        yield LocalEngine(options.workers)
        return
    if options.engine != SPARK:
        raise ValueError(f"There is no engine called {options.engine}; there are {LOCAL} and {SPARK}.")
    # Only here, because it is an extra of its own.
    from scoring.cluster.parcel import parcel
    from scoring.cluster.session import spark_engine

    sent = parcel(options.lists, (options.actors,), partial(settings_of_executors, options))
    with spark_engine(options.master, options.workers, sent, options.partitions) as engine:
        yield engine
