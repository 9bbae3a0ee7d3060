"""What a provider can do wrong, in plain words; never in the provider's own, which may repeat a key."""

from __future__ import annotations

import math
from collections.abc import Iterator

import httpx
from langchain_core.exceptions import (
    ContextOverflowError,
    ModelConnectionError,
    ModelTimeoutError,
)

from rag.errors import AnswererError
from rag.writer.providers import MissingKey

_BY_STATUS = {
    401: "refused the key: look whether it is right and still valid",
    403: "does not allow this with the key that you have",
    404: "does not know this model: look at how its name is written",
    408: "did not answer in time",
    413: "was given more text than it can take",
    429: "has too much to do or the key’s allowance is used up",
}
_TOO_LONG = ("context_length", "context length", "context size", "context window", "too long", "exceed_context")
_FILTERED = ("content_filter", "content management", "content policy", "safety")


class Fault(Exception):
    """The model gave nothing that can be used; the message completes "The model …"."""


class Broken(Fault):
    """The stream ended in the middle."""

    def __init__(self) -> None:
        super().__init__("stopped in the middle of its answer")


class Empty(Fault):
    """There are no words."""

    def __init__(self) -> None:
        super().__init__("gave an empty answer")


class Filtered(Fault):
    """The provider withholds the answer because of what it is about."""

    def __init__(self) -> None:
        super().__init__("would not answer, because of what the question or the article is about")


class Slow(Fault):
    """The whole answer takes too long."""

    def __init__(self) -> None:
        super().__init__("did not answer in time")


def notice(error: Exception, model: str, *, begun: bool = False) -> str:
    """Say what went wrong, and what a person can do.

    Args:
        error: whatever the provider's package raised.
        model: its name.
        begun: whether words had come already.

    Returns:
        One sentence, free of anything that the provider said.
    """
    if isinstance(error, MissingKey):
        return f"There is no key for {model}: set {error.variable} in the environment or in a file .env."
    if isinstance(error, AnswererError):
        return str(error)
    return f"The model {model} {_what(error, begun)}."


def wait_asked(error: Exception) -> float | None:
    """The seconds that a provider asks to wait before it is asked again; None when it does not say."""
    for one in _chain(error):
        headers = getattr(getattr(one, "response", None), "headers", None) or {}
        try:
            seconds = float(headers.get("retry-after", "nan"))
        except ValueError:
            continue
        if not math.isnan(seconds):
            return seconds
    return None


def is_busy(error: Exception) -> bool:
    """Whether the provider says that it has too much to do (429)."""
    return _status(error) == 429


def _what(error: Exception, begun: bool) -> str:
    if isinstance(error, Fault):
        return str(error)
    if _is_timeout(error):
        return "did not answer in time"
    status = _status(error)
    said = str(error).lower()
    if isinstance(error, ContextOverflowError) or (status in (400, 413, 500) and any(w in said for w in _TOO_LONG)):
        return "was given more text than it can take"
    if status == 400 and any(w in said for w in _FILTERED):
        return str(Filtered())
    if status == 429 and (seconds := wait_asked(error)):
        return f"{_BY_STATUS[429]}; it asks to wait {seconds:.0f} seconds"
    if status is not None:
        kind = "has a fault of its own" if status >= 500 else "did not take the request"
        return _BY_STATUS.get(status, f"{kind} (status {status})")
    if begun:
        return str(Broken())
    if isinstance(error, ModelConnectionError | httpx.TransportError | OSError):
        return "cannot be reached: look whether it runs, and at its address"
    return f"could not be used ({type(error).__name__})"


def _is_timeout(error: Exception) -> bool:
    kinds = (ModelTimeoutError, httpx.TimeoutException, TimeoutError)
    return any(isinstance(one, kinds) or type(one).__name__ == "DeadlineExceeded" for one in _chain(error))


def _status(error: Exception) -> int | None:
    """The HTTP status behind an error, wherever the provider's package keeps it."""
    for one in _chain(error):
        for value in (
            getattr(one, "status_code", None),
            getattr(getattr(one, "response", None), "status_code", None),
            getattr(one, "code", None),
        ):
            if isinstance(value, int) and 400 <= value < 600:
                return int(value)
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__
