from __future__ import annotations

from pathlib import Path

import pytest

from rag import Settings, owner
from rag.errors import LibraryError, NotInLibrary, PullquoteError, UnreadableSource
from rag.owner import Owner
from ui import schemas
from ui.client import Client
from ui.connect import connect
from ui.service import Service

NOBODY = "http://127.0.0.1:9/"


def test_a_server_that_is_gone_does_not_keep_the_library(tmp_path: Path) -> None:
    owner.write(tmp_path, Owner(7, "pullquote serve", NOBODY, "key"))
    with connect(Settings(home=tmp_path)) as library:
        assert isinstance(library, Service)
        assert library.articles(schemas.Where()).articles == []


def test_a_server_that_dies_meanwhile_is_told() -> None:
    client = Client(NOBODY, "key")
    for ask in (
        lambda: client.articles(schemas.Where()),
        lambda: client.ask(schemas.AskRequest(question="who?")),
        lambda: list(client.export()),
    ):
        with pytest.raises(LibraryError, match="does not answer"):
            ask()
    client.close()


def test_an_id_cannot_lead_elsewhere(api_client: Client) -> None:
    with pytest.raises(NotInLibrary, match=r"There is no article"):
        api_client.article("none")
    with pytest.raises(PullquoteError, match="There is nothing at"):
        api_client.article("../export")


def test_a_file_that_is_missing_is_an_error_among_the_others(api_client: Client, tmp_path: Path) -> None:
    (found,) = api_client.add_many([tmp_path / "missing.txt"])
    assert isinstance(found, UnreadableSource)


def test_a_key_that_is_not_known_is_not_let_in(api_client: Client) -> None:
    stranger = Client(str(api_client._http.base_url).removesuffix("/api/v1/"), "pq_x_y")
    assert (api_client.answers(), stranger.answers()) == (True, False)
    stranger.close()
