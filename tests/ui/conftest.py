from __future__ import annotations

import ipaddress
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from loopback_site import Site, serve

from ingest import pipeline
from ingest.fetch import shared_fetcher
from rag import Pullquote, open_pullquote
from rag.settings import Settings
from ui.access import Access
from ui.api.mounts import open_doors
from ui.client import Client
from ui.web.served import served


@pytest.fixture(scope="session")
def sample_pullquote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pullquote]:
    """A library with the sample article. Tests leave it as they found it."""
    with open_pullquote(Settings(home=tmp_path_factory.mktemp("sample"))) as pullquote:
        pipeline.add_sample(pullquote.library, pullquote.embedder)
        yield pullquote


@pytest.fixture(scope="session")
def sample_id(sample_pullquote: Pullquote) -> str:
    return sample_pullquote.library.articles()[0].id


@pytest.fixture(scope="session")
def api_client(sample_pullquote: Pullquote, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of a server over the sample library."""
    access = Access(tmp_path_factory.mktemp("access"), open_here=False)
    routes, lifespan = open_doors(sample_pullquote, access)
    with served(FastAPI(routes=routes, lifespan=lifespan)) as address:
        client = Client(address, access.key)
        yield client
        client.close()


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site of the press that may be fetched, without pauses."""
    monkeypatch.setattr(shared_fetcher(), "_allowed", [ipaddress.ip_network("127.0.0.0/8")])
    monkeypatch.setattr(shared_fetcher(), "_pause", 0.0)
    with serve() as site:
        yield site
