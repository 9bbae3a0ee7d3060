from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from rag import Pullquote
from ui.access import Access
from ui.api.mounts import open_doors
from ui.mcp import create_server
from ui.service import Service
from ui.web.served import served

ASK = "who urged Kyiv to tone down?"
BRIDGE = "Bridge opens\n\nThe mayor, Ida Holm, opened the new bridge in Tarnby on Monday after nine years of work."


@pytest.fixture
def with_client(sample_pullquote: Pullquote) -> Callable[[Callable[[Client], Awaitable[Any]]], Any]:
    """Do something with the official client, connected to the server in this process."""
    service = Service(sample_pullquote)

    def run(work: Callable[[Client], Awaitable[Any]]) -> Any:
        async def connected() -> Any:
            async with Client(create_server(lambda request, *, write=False: service)) as client:
                return await work(client)

        return asyncio.run(connected())

    return run


def test_it_offers_its_tools(with_client) -> None:
    tools = with_client(lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == ["ask", "search", "check_quote", "add_article", "list_articles"]
    assert all(tool.description and tool.output_schema for tool in tools)
    assert [tool.name for tool in tools if not tool.annotations.read_only_hint] == ["add_article"]


def test_an_answer_carries_quotes_and_links(with_client, sample_id: str) -> None:
    answer = with_client(lambda client: client.call_tool("ask", {"question": ASK})).structured_content
    assert answer["answer"] == "Mike Waltz"
    (citation,) = answer["statements"][0]["citations"]
    assert citation["quote"].startswith("“They need to tone it down")
    assert citation["link"] == f"pullquote://article/{sample_id}"


def test_passages_and_quotes_are_found(with_client) -> None:
    found = with_client(lambda client: client.call_tool("search", {"query": "Fox News", "limit": 2})).structured_content
    assert len(found["passages"]) == 2
    quote = {"quote": "They need to tone it down", "speaker": "Donald Trump"}
    checked = with_client(lambda client: client.call_tool("check_quote", quote)).structured_content
    assert (checked["match"], checked["speaker"]) == ("other speaker", "Mike Waltz")


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [("ask", {"question": " "}, "is empty"), ("add_article", {}, "nothing to add"), ("ask", {}, "question")],
)
def test_the_assistant_is_told_what_went_wrong(with_client, tool: str, arguments: dict[str, str], words: str) -> None:
    result = with_client(lambda client: client.call_tool(tool, arguments))
    assert result.is_error
    assert words in result.content[0].text


def test_articles_are_resources(with_client, sample_id: str) -> None:
    (listed,) = with_client(lambda client: client.list_resources()).resources
    assert str(listed.uri) == f"pullquote://article/{sample_id}"
    (content,) = with_client(lambda client: client.read_resource(listed.uri)).contents
    assert "They need to tone it down" in content.text
    assert content.text.count("is refusing to co-sponsor a draft United Nations") == 1  # it has no headline of its own


def test_it_says_which_version_it_is(with_client) -> None:
    async def name(client: Client) -> Any:
        return client.server_info

    told = with_client(name)
    assert (told.name, told.version) == ("pullquote", version("pullquote"))


def test_an_article_that_is_not_stored_is_no_resource(with_client) -> None:
    async def read(client: Client) -> None:
        with pytest.raises(MCPError, match="There is no article none"):
            await client.read_resource("pullquote://article/none")

    with_client(read)


def test_an_article_is_added_and_listed(with_client, sample_pullquote: Pullquote) -> None:
    added = with_client(lambda client: client.call_tool("add_article", {"text": BRIDGE})).structured_content
    listed = with_client(lambda client: client.call_tool("list_articles", {})).structured_content
    sample_pullquote.library.remove(added["article"]["id"])
    assert listed["articles"][0]["title"] == "Bridge opens"


def test_over_http_a_token_is_asked_for_and_its_scope_kept(sample_pullquote: Pullquote, tmp_path: Path) -> None:
    access = Access(tmp_path, open_here=False)
    routes, lifespan = open_doors(sample_pullquote, access)
    app = FastAPI(routes=routes, lifespan=lifespan)

    async def with_token(address: str, token: str) -> tuple[Any, Any]:
        http = httpx.AsyncClient(headers={"Authorization": f"Bearer {token}"})
        async with http, Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client:
            return await client.call_tool("ask", {"question": ASK}), await client.call_tool(
                "add_article", {"text": "x"}
            )

    with served(app) as address:
        assert httpx.post(f"{address}/mcp", json={}).status_code == 401
        answer, added = asyncio.run(with_token(address, access.tokens.create("assistant", "read")))
    assert answer.structured_content["answer"] == "Mike Waltz"
    assert added.is_error
    assert "may only read" in added.content[0].text


def test_over_standard_input_and_output(tmp_path: Path) -> None:
    command = ["-c", "from ui.cli import main; main()", "mcp"]
    parameters = StdioServerParameters(command=sys.executable, args=command, env={"PULLQUOTE_HOME": str(tmp_path)})

    async def run() -> Any:
        async with Client(stdio_client(parameters)) as client:
            return await client.call_tool("list_articles", {})

    assert asyncio.run(run()).structured_content["articles"] == []
