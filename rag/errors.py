"""Every error that Pullquote raises on purpose.

    PullquoteError
    ├── SourceError            a source that cannot become an article
    │   ├── UnreadableSource       missing, empty, binary, or of an unknown kind
    │   │   └── FeedFound              a feed or sitemap: it leads to articles, and is none
    │   ├── NoArticleFound         readable, but there is no article text in it
    │   │   └── IncompleteArticle      only part of it: a paywall, a consent wall, a page that needs JavaScript
    │   └── FetchFailed            a URL that gives nothing
    │       └── AddressRefused         a URL that must not be fetched: not public, or forbidden by robots.txt
    ├── QuestionError          a question that cannot be asked (empty, too long)
    ├── LibraryError           the library on disk
    │   ├── LibraryBusy            another process owns it
    │   ├── LibraryDamaged         it cannot be read; the message names the mend
    │   ├── LibraryUnreachable     a server that keeps it does not answer
    │   ├── LibraryUnwritable      the disk is full, or may not be written to
    │   └── BackupUnusable         a file that is no backup, or a damaged one
    ├── AnswererError          the model that shall answer cannot be used: unknown, not installed, no such file
    ├── AccessError            a user that cannot be made or is not there, a server that would be open to everyone
    ├── NotInLibrary           an article or version that is not stored
    ├── RequestError           a request to the HTTP API that cannot be carried out
    │   ├── BadCursor              a cursor that no page has given
    │   ├── NoSuchToken            no token has this id
    │   └── MayOnlyRead            the token may read, but not add or delete
    └── SuiteError             questions, a run of them, or a benchmark's file that cannot be used

Each message says what happened, to which input, and what to do.
"""


class PullquoteError(Exception):
    """Base of all errors that Pullquote raises on purpose."""


class SourceError(PullquoteError):
    """A source that cannot become an article."""


class UnreadableSource(SourceError):
    """The source is missing, empty, binary, or of a kind that cannot be read."""


class FeedFound(UnreadableSource):
    """The source is a feed or sitemap: it leads to articles, and is none."""


class NoArticleFound(SourceError):
    """The source was read, but there is no article text in it."""


class IncompleteArticle(NoArticleFound):
    """The page shows only part of the article, or a wall in its place."""


class FetchFailed(SourceError):
    """The URL could not be fetched.

    Attributes:
        status: the HTTP status that the site answered with, where that is the reason.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class AddressRefused(FetchFailed):
    """The URL must not be fetched: it is not on the public internet, or robots.txt forbids it."""


class QuestionError(PullquoteError):
    """The question cannot be asked: it is empty or too long."""


class LibraryError(PullquoteError):
    """The library on disk cannot be used."""


class LibraryBusy(LibraryError):
    """Another process owns the library directory."""


class LibraryDamaged(LibraryError):
    """The library cannot be read; the message names the mend."""


class LibraryUnreachable(LibraryError):
    """A server that keeps the library does not answer; the message names it."""


class LibraryUnwritable(LibraryError):
    """The library cannot be written to: the disk is full, read-only, or not this user's."""


class BackupUnusable(LibraryError):
    """The file is no backup of a library, is damaged, or was made by a newer version of Pullquote."""


class AnswererError(PullquoteError):
    """The model that shall answer cannot be used: its provider is unknown, its package or its file is missing."""


class AccessError(PullquoteError):
    """A user cannot be made or is not there, or a server would be open to everyone."""


class NotInLibrary(PullquoteError):
    """The article, or the version of it, is not stored."""


class RequestError(PullquoteError):
    """A request to the HTTP API cannot be carried out."""


class BadCursor(RequestError):
    """No page has given this cursor."""


class NoSuchToken(RequestError):
    """There is no token with this id."""


class MayOnlyRead(RequestError):
    """The token of the request may read, but not add or delete."""


class SuiteError(PullquoteError):
    """A question set, a run of one, or the file of a benchmark cannot be used; the message names the line."""
