"""``pullquote``: the terminal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from evals.cli import evaluate
from rag.errors import PullquoteError

if TYPE_CHECKING:
    from ingest import Added
    from rag.library import Library
    from rag.types import Answer

ANSWERED, FAILED, REFUSED = 0, 1, 3
"""Exit codes; 2 is a usage error."""

app = typer.Typer(
    help="Ask a news article anything: the answer comes with the pull quote that proves it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("eval")(evaluate)
_AS_JSON = typer.Option("--json", help="Print JSON.")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; the next free one is taken when it is in use.")] = 7860,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Open the chat in the browser."""
    from rag.settings import Settings
    from ui.web.serve import serve as serve_web

    serve_web(Settings.from_environment(), host, port, open_browser=browser)


@app.command()
def add(
    sources: Annotated[
        list[str],
        typer.Argument(help="Files, folders, web addresses, feeds; - reads pasted text from standard input."),
    ],
) -> None:
    """Add articles to the library.

    Exit code: 0 all are there, 1 at least one failed.
    """
    import ingest
    from rag import open_pullquote

    failed = 0
    with open_pullquote() as pullquote:
        for source in sources:
            try:
                if source == "-":
                    _say_added(ingest.add_text(sys.stdin.read(), pullquote.library, pullquote.embedder))
                    continue
                for item in ingest.add_many(ingest.expand(source), pullquote.library, pullquote.embedder):
                    if item.error:
                        _say_error(item.error)
                        failed += 1
                    elif item.added:
                        _say_added(item.added)
            except PullquoteError as error:
                _say_error(error)
                failed += 1
    if failed:
        raise typer.Exit(FAILED)


@app.command()
def extract(
    source: Annotated[str, typer.Argument(help="A file or a web address; - reads standard input.")],
    as_json: Annotated[bool, _AS_JSON] = False,
) -> None:
    """Show what would be stored of a source, and what would be left out and why; store nothing."""
    import ingest

    draft = ingest.extract_bytes(sys.stdin.buffer.read(), "stdin") if source == "-" else ingest.extract(source)
    if as_json:
        _print_json(ingest.to_dict(draft))
        return
    out = _console()
    for name in ("title", "publisher", "authors", "published", "modified", "language"):
        value = getattr(draft, name)
        shown = ", ".join(value) if isinstance(value, tuple) else value
        out.print(f"{name}: {shown or 'unknown'}", markup=False, highlight=False)
    out.print(f"\n{draft.text}", markup=False, highlight=False)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.")],
    article: Annotated[list[str] | None, typer.Option(help="Ask only this article (its id); may be repeated.")] = None,
    as_json: Annotated[bool, _AS_JSON] = False,
) -> None:
    """Ask the library a question.

    Exit code: 0 answered, 3 the articles do not say, 2 usage error, 1 failure.
    """
    from rag import Question, Scope, open_pullquote

    with open_pullquote() as pullquote:
        answer = pullquote.ask(Question(question, scope=Scope(articles=tuple(article or ()))))
        if as_json:
            _print_json(as_dict(answer, pullquote.library))
        else:
            _print_answer(answer, pullquote.library)
    if answer.refused:
        raise typer.Exit(REFUSED)


@app.command()
def articles(as_json: Annotated[bool, _AS_JSON] = False) -> None:
    """List the articles in the library."""
    from rag import open_pullquote

    with open_pullquote() as pullquote:
        found = pullquote.library.articles()
    if as_json:
        facts = ("id", "version", "title", "url", "publisher", "published")
        _print_json([{name: _plain(getattr(article, name)) for name in facts} for article in found])
        return
    for article in found:
        day = article.published.isoformat() if article.published else "undated   "
        _console().print(f"{article.id}  {day}  {article.title}", markup=False)
    _console().print(f"{len(found)} article{'s' * (len(found) != 1)}", style="dim")


def as_dict(answer: Answer, library: Library) -> dict[str, object]:
    """The answer as the object that ``--json`` prints; later versions only add keys."""
    closest = answer.refusal.closest if answer.refusal else None
    return {
        "question": answer.question,
        "answer": answer.text,
        "refused": answer.refused,
        "reason": answer.refusal.reason.value if answer.refusal else None,
        "confidence": round(answer.confidence, 4),
        "answerer": answer.answerer,
        "understood": answer.understood,
        "statements": [
            {
                "text": statement.text,
                "verdict": statement.verdict.value,
                "citations": [
                    {
                        "number": citation.number,
                        "article": citation.span.article,
                        "version": citation.span.version,
                        "start": citation.span.start,
                        "end": citation.span.end,
                        "quote": library.words(citation.span),
                    }
                    for citation in statement.citations
                ],
            }
            for statement in answer.statements
        ],
        "closest": library.words(closest.span) if closest else None,
        "timings": {stage: round(seconds, 4) for stage, seconds in answer.timings.items()},
    }


def _print_answer(answer: Answer, library: Library) -> None:
    out = _console()
    out.print(answer.text, style="bold", markup=False, highlight=False)
    for citation in answer.citations:
        article = library.article(citation.span.article, citation.span.version)
        day = article.published.isoformat() if article.published else None
        source = ", ".join(filter(None, (article.publisher, day))) or article.title
        label = "The closest passage" if answer.refused else f"[{citation.number}]"
        out.print(f"\n{label} {quoted(library.words(citation.span))}", markup=False, highlight=False)
        out.print(f"    {source}", style="dim", markup=False, highlight=False)


def quoted(words: str) -> str:
    """Words in quotation marks, unless they are a quotation already."""
    return words if words[0] in '“"‘' else f"“{words}”"


def _say_added(added: Added) -> None:
    _console().print(f"{added.outcome}: {added.article.title}  [{added.article.id}]", markup=False, highlight=False)


def _plain(value: object) -> str | int | None:
    return value if isinstance(value, str | int | None) else str(value)


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _console() -> Console:
    return Console(soft_wrap=True)


def _say_error(error: Exception) -> None:
    Console(stderr=True, soft_wrap=True).print(f"pullquote: {error}", style="red", markup=False, highlight=False)


def main() -> None:
    """Run the command line; a failure is one line that says what happened, and exit code 1."""
    try:
        app()
    except PullquoteError as error:
        _say_error(error)
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
