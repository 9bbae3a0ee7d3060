"""For all tests: how many cases are made up for each law, and the servers that libraries are kept on.

Few cases in the suite, always the same; ``make fuzz`` makes up 10,000.
"""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from server_pair import ServerPair, running

from rag.settings import Servers

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile(
    "suite", max_examples=100, derandomize=True, deadline=None, database=None, suppress_health_check=_SLOW
)
settings.register_profile("fuzz", max_examples=10_000, deadline=None, database=None, suppress_health_check=_SLOW)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def server_pair() -> Iterator[ServerPair]:
    """A PostgreSQL and a Chroma server."""
    with running() as pair:
        yield pair


@pytest.fixture(params=["files", "servers"])
def servers(request: pytest.FixtureRequest) -> Servers | None:
    """Where a library is kept: in files, and then on servers; a new one each time."""
    return request.getfixturevalue("server_pair").new() if request.param == "servers" else None
