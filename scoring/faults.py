"""Failures that a run can end in, each with a message for its user."""


class WorkerDiedError(RuntimeError):
    """A worker process ended without an answer, most often for want of memory."""


class ArticleFaultError(RuntimeError):
    """Masthead failed on one article; the message names it."""
