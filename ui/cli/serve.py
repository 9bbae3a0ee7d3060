"""``pullquote serve``: the chat in the browser."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; the next free one is taken when it is in use.")] = 7860,
    open_to_everyone: Annotated[
        bool,
        typer.Option(
            "--open-to-everyone",
            help="Ask nobody to log in: whoever reaches the address may read, add and delete everything.",
        ),
    ] = False,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Open the chat in the browser.

    Only this machine reaches 127.0.0.1. For any other address make a user first (“pullquote users add”), so that
    everyone must log in.

    Examples:
        pullquote serve

        pullquote serve --port 8080 --no-browser

        pullquote serve --host 0.0.0.0 --no-browser
    """
    from rag.settings import Settings
    from ui.web.serve import serve as serve_web

    serve_web(Settings.from_environment(), host, port, open_browser=browser, open_to_everyone=open_to_everyone)


def mcp() -> None:
    """Serve the library to an assistant over MCP, on standard input and output.

    The assistant starts this command itself. Where “pullquote serve” runs, it is also at /mcp of that address.

    Examples:
        pullquote mcp
    """
    from ingest import isolated
    from rag.errors import PullquoteError
    from ui.connect import connect

    try:
        from ui.mcp import create_server
    except ImportError as error:
        raise PullquoteError(f"{error.name} is not installed. Install it with: pip install 'pullquote[mcp]'") from error
    with isolated.everything(), connect() as library:
        create_server(lambda request, *, write=False: library).run("stdio")
