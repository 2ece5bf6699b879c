"""The floors of the house, and the rules of its rooms."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

# A module imports only from lower floors, and on its own floor from what stands before it.
FLOORS = (
    (
        "errors", "listening", "normalize", "season_values", "shapes", "season_shapes", "season_keys", "pasted",
        "settings", "logs",
    ),
    ("records", "mentors", "decisions", "inputs", "outcome", "seasons"),
    ("database_errors", "db", "sql", "databases", "embedded", "revisions", "migrations"),
    ("streams",),
    ("rules",),
    ("etl", "clients", "store"),
    ("conflicts",),
    ("transform",),
    (
        "steps", "brake", "households", "sync", "jobs", "etl_run", "run_parts", "pipeline", "upload_doubts",
        "upload_rows", "uploads",
    ),
    (
        "premises", "deliveries", "worker", "replies", "commands", "removals", "review", "retirements", "views",
        "clock", "workspace", "endpoints",
    ),
    ("demo", "cli", "supervisor", "__main__"),
)  # fmt: skip
ORDER = [module for floor in FLOORS for module in floor]

# What a room may not import although it stands lower (packages by their name, our own with "core.").
FORBIDDEN = {
    "core": ("streamlit", "pages"),
    "core/store": ("core.clients", "core.rules", "core.etl", "httpx"),
    "core/clients": ("core.store", "core.rules", "core.etl", "sqlalchemy", "psycopg"),
    "pages": (
        "core.store", "core.clients", "core.etl", "core.rules", "core.sql", "core.pipeline", "core.sync",
        "core.transform", "psycopg", "httpx",
    ),
}  # fmt: skip
PURE = ("core/etl", "core/rules", "core/conflicts", "core/transform.py")
IMPURE_IMPORTS = {
    "asyncio", "httpx", "logging", "os", "pathlib", "psycopg", "random", "secrets", "socket", "sqlalchemy",
    "structlog", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
IMPURE_CALLS = {"now", "utcnow", "today", "open", "print", "input", "read_text", "write_text"}

SQL_TEXT = re.compile(
    r"\s*(SELECT\s|INSERT INTO\s|UPDATE \S+ SET\s|DELETE FROM\s|COPY \S+ |WITH \S+ AS \("
    r"|(CREATE|ALTER|DROP|TRUNCATE)\s+[A-Z]+\s)"
)
MAY_HOLD_SQL = ("core/db.py", "core/databases.py", "core/migrations.py", "core/revisions.py", "core/embedded/")

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "core").rglob("*.py"))
SOURCES = [*CORE, *sorted((ROOT / "pages").rglob("*.py")), ROOT / "app.py", ROOT / "scheduler.py"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def within(path: Path, *rooms: str) -> bool:
    return any(name_of(path) == room or name_of(path).startswith(room.rstrip("/") + "/") for room in rooms)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "core":
            yield from (f"core.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_every_module_of_core_has_its_floor() -> None:
    modules = {path.relative_to(ROOT / "core").parts[0].removesuffix(".py") for path in CORE} - {"__init__"}
    assert modules <= set(ORDER)


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_imports_go_down_only(path: Path) -> None:
    own = path.relative_to(ROOT / "core").parts[0].removesuffix(".py")
    below = ORDER[: ORDER.index(own) + 1] if own in ORDER else []
    assert [name for name in imports(path) if name.startswith("core.") and name.split(".")[1] not in below] == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_room_keeps_to_what_it_may_touch(path: Path) -> None:
    forbidden = [name for room, names in FORBIDDEN.items() if within(path, room) for name in names]
    assert [name for name in imports(path) if any(f"{name}.".startswith(f"{no}.") for no in forbidden)] == []


@pytest.mark.parametrize("path", [path for path in CORE if within(path, *PURE)], ids=name_of)
def test_what_decides_knows_no_clock_no_files_and_no_chance(path: Path) -> None:
    assert {name.split(".")[0] for name in imports(path)} & IMPURE_IMPORTS == set()
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    names = {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}
    assert names & IMPURE_CALLS == set()


@pytest.mark.parametrize("path", [path for path in SOURCES if not within(path, *MAY_HOLD_SQL)], ids=name_of)
def test_sql_stands_in_sql_files(path: Path) -> None:
    texts = [node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)]
    assert [text for text in texts if isinstance(text, str) and SQL_TEXT.match(text)] == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path))


def test_no_page_stands_directly_in_pages() -> None:
    """Streamlit would serve it without the frame to the first visitor of a deep link."""
    assert list((ROOT / "pages").glob("*.py")) == []
