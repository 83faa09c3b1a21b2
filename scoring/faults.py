"""Failures that a run can end in, each with a message for its user."""


class WorkerDiedError(RuntimeError):
    """A worker process ended without an answer, most often for want of memory."""


class ArticleFaultError(RuntimeError):
    """Masthead failed on one article; the message names it."""


class ArticleTooLargeError(ValueError):
    """One article asks for more work than any article of a newspaper does; `reason` says of what, in plain words.

    The article becomes a row of the rejects with that reason, and the run goes on.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
