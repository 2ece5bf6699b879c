"""The databases of the tests: one server per checkout, one migrated template, clones of it.

`engine` and `conn` share one database per worker and take everything back; `database` is a fresh one for tests
that commit. Tests of the store and of the pipeline also run on a PostgreSQL of another major version, where
the system has one.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Connection, Engine, make_url
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from core.databases import create_database
from core.db import connect
from core.embedded import EmbeddedServer
from core.embedded.locks import file_lock
from core.embedded.programs import find_programs
from core.migrations import MIGRATIONS, migrate

os.environ["STREAMLIT_CLIENT_SHOW_ERROR_DETAILS"] = "full"
# How fast an example is depends on what else the machine does; laws are not about that. `make test` tries the same
# examples each time, so that it tells about the tree and not about luck; `make soak` searches for others.
AS_EVER = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("test", derandomize=True, **AS_EVER)
settings.register_profile("soak", print_blob=True, **AS_EVER)
settings.load_profile(os.environ.get("MENTOR_SYNC_LAWS", "test"))

ROOT = Path(__file__).parent.parent
HOMES = ROOT / ".data" / "tests"
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "200"}
SYSTEM = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
EMBEDDED = find_programs()
OTHERS = [folder for folder in SYSTEM if int(folder.parent.name) != EMBEDDED.major and int(folder.parent.name) >= 15]
NUMBERS = count()


@dataclass(frozen=True)
class Server:
    """A running server, and its template."""

    url: str
    template: str

    @contextmanager
    def clone(self) -> Iterator[str]:
        """The address of a fresh database, dropped afterwards."""
        name = f"test_{os.getpid()}_{next(NUMBERS)}"
        create_database(self.url, name, template=self.template)
        yield at(self.url, name)
        drop(self.url, name)


class ByFile(LoadScopeScheduling):
    """A file runs on one worker, all browser tests do: no season and no product is set up twice."""

    def _split_scope(self, nodeid: str) -> str:
        place = nodeid.split("::", maxsplit=1)[0]
        return "tests/browser" if place.startswith("tests/browser/") else place


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """The browser begins, so that the many short files fill up the other worker."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    path = metafunc.definition.path.relative_to(ROOT / "tests").as_posix()
    if "server" in metafunc.fixturenames and path.startswith(("store/", "test_pipeline")):
        folders = [None, *OTHERS[:1]]
        ids = [f"postgresql-{folder.parent.name if folder else EMBEDDED.major}" for folder in folders]
        metafunc.parametrize("server", folders, ids=ids, indirect=True, scope="session")


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The server of this checkout; it stops with the last test session that uses it."""
    folder = getattr(request, "param", None)
    home = HOMES / (folder.parent.name if folder else "embedded")
    home.mkdir(parents=True, exist_ok=True)
    embedded = EmbeddedServer(home, programs=folder or EMBEDDED.folder, options=FAST)
    with (home / "sessions.lock").open("ab") as sessions:
        fcntl.flock(sessions, fcntl.LOCK_SH)
        embedded.ensure()
        yield Server(embedded.url("postgres"), make_template(embedded))
        stop_with_the_last(embedded, sessions.fileno())


@pytest.fixture(scope="session")
def engine(server: Server) -> Iterator[Engine]:
    """The worker's own database. Leave nothing in it."""
    with server.clone() as url:
        yield from opened(url)


@pytest.fixture
def conn(engine: Engine) -> Iterator[Connection]:
    """A connection whose transaction is rolled back after the test."""
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def database(server: Server) -> Iterator[Engine]:
    """A fresh migrated database, for tests that commit."""
    with server.clone() as url:
        yield from opened(url)


def opened(url: str) -> Iterator[Engine]:
    engine = connect(url)
    yield engine
    engine.dispose()


def make_template(embedded: EmbeddedServer) -> str:
    """The name of a migrated database to clone; it changes with the migrations."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(MIGRATIONS.glob("*.sql")))).hexdigest()
    name, server_url = f"template_{digest[:12]}", embedded.url("postgres")
    with file_lock(embedded.home / "template.lock", timeout_seconds=60):
        drop_leftovers(server_url)
        if name not in names(server_url):
            create_database(server_url, "draft")
            draft = connect(embedded.url("draft"))
            migrate(draft)
            draft.dispose()
            run(server_url, f"ALTER DATABASE draft RENAME TO {name}")
    return name


def drop_leftovers(server_url: str) -> None:
    """Databases of test sessions that were killed."""
    for name in names(server_url):
        if name == "draft" or (name.startswith("test_") and not is_running(int(name.split("_")[1]))):
            drop(server_url, name)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def stop_with_the_last(embedded: EmbeddedServer, sessions: int) -> None:
    try:
        fcntl.flock(sessions, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    embedded.stop()


def at(server_url: str, name: str) -> str:
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def names(server_url: str) -> list[str]:
    with psycopg.connect(server_url) as connection:
        return [name for (name,) in connection.execute("SELECT datname FROM pg_database")]


def drop(server_url: str, name: str) -> None:
    run(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def run(server_url: str, statement: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement)
