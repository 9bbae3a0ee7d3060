"""Errors as problem details (RFC 9457), and problem details as errors again."""

from __future__ import annotations

import re

from pydantic import BaseModel, Field

from rag import errors

_URN = "urn:pullquote:problem:"
_STATUS: dict[type[errors.PullquoteError], int] = {
    errors.NotInLibrary: 404,
    errors.NoSuchToken: 404,
    errors.MayOnlyRead: 403,
    errors.AccessError: 422,
    errors.RequestError: 422,
    errors.QuestionError: 422,
    errors.FetchFailed: 502,
    errors.AddressRefused: 422,
    errors.SourceError: 422,
    errors.SuiteError: 422,
    errors.LibraryError: 503,
}


class Problem(BaseModel):
    """What went wrong with a request."""

    type: str = Field(examples=[f"{_URN}not-in-library"])
    title: str
    status: int
    detail: str = Field(description="What happened, to which input, and what to do.")


def describe(error: errors.PullquoteError) -> Problem:
    """An error as a problem; its type is the name of its class."""
    status = next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 500)
    name = _words(type(error).__name__)
    return Problem(type=_URN + "-".join(name), title=" ".join(name).capitalize(), status=status, detail=str(error))


def to_error(problem: Problem) -> errors.PullquoteError:
    """The error that a problem stands for, as if it had been raised here."""
    kinds = {_URN + "-".join(_words(kind.__name__)): kind for kind in _all(errors.PullquoteError)}
    return kinds.get(problem.type, errors.PullquoteError)(problem.detail)


def _words(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z][a-z]+", name)]


def _all(kind: type[errors.PullquoteError]) -> list[type[errors.PullquoteError]]:
    return [kind, *(further for sub in kind.__subclasses__() for further in _all(sub))]
