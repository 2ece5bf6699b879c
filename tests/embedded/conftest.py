"""Homes for embedded servers that are removed with their servers."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.embedded import EmbeddedServer


@pytest.fixture(scope="module")
def open_folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own account can reach; pytest's are closed to it when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="mentor-sync-test-"))
    folder.chmod(0o755)
    yield folder
    for file in folder.rglob("server.json"):
        EmbeddedServer(file.parent).stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def server(open_folder: Path) -> EmbeddedServer:
    """One server for a module's tests, each of which leaves it able to start."""
    server = EmbeddedServer(open_folder / "home")
    server.ensure()
    return server
