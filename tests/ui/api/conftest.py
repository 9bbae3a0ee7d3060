from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from rag import Pullquote
from ui.access import Access
from ui.api.app import create_api


@pytest.fixture
def access(tmp_path: Path) -> Access:
    return Access(tmp_path, open_here=True)


@pytest.fixture
def api(sample_pullquote: Pullquote, access: Access) -> TestClient:
    """The API as this machine's user sees it."""
    return TestClient(create_api(sample_pullquote, access), base_url="http://localhost", raise_server_exceptions=False)
