"""The embedded server: where it lives, what it says of itself, how it ends."""

import os
from pathlib import Path

import psutil
import psycopg
import pytest

from core.embedded import EmbeddedServer
from core.embedded.address import Address, is_free, read_address, write_address
from core.embedded.troubles import as_sentences, explain
from core.errors import EmbeddedServerError


def test_asking_again_finds_the_same_server(server: EmbeddedServer) -> None:
    before = asked(server, "SELECT pg_postmaster_start_time()::text")
    EmbeddedServer(server.home).ensure()
    assert asked(server, "SELECT pg_postmaster_start_time()::text") == before


def test_a_database_is_made_once(server: EmbeddedServer) -> None:
    server.create_database("twice")
    server.create_database("twice")
    assert asked(server, "SELECT count(*)::text FROM pg_database WHERE datname = 'twice'") == "1"


def test_it_listens_to_this_computer_only(server: EmbeddedServer) -> None:
    assert asked(server, "SHOW listen_addresses") == "127.0.0.1"


def test_it_wants_a_password(server: EmbeddedServer) -> None:
    address = read_address(server.home / "server.json")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(Address(address.port, "guess", address.socket_folder).url("postgres"))


def test_its_password_is_readable_by_its_owner_only(server: EmbeddedServer) -> None:
    assert (server.home / "server.json").stat().st_mode & 0o077 == 0


def test_its_log_keeps_statements_and_values_to_itself(server: EmbeddedServer) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as conn:
        conn.execute("CREATE TABLE guests (name text PRIMARY KEY)")
        conn.execute("INSERT INTO guests VALUES ('Somebody')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            conn.execute("INSERT INTO guests VALUES ('Somebody')")
    assert "Somebody" not in (server.home / "postgres" / "server.log").read_text()


def test_it_sorts_and_lowers_letters_the_same_everywhere(server: EmbeddedServer) -> None:
    server.create_database("letters")
    question = "SELECT lower('ÄÖ'), 'a' < 'B', pg_encoding_to_char(encoding) FROM pg_database"
    with psycopg.connect(server.url("letters")) as conn:
        assert conn.execute(question).fetchone() == ("äö", False, "UTF8")


@pytest.mark.parametrize("name", ["dir with space", "dïr ünï", "it's", "long" * 30])
def test_it_lives_below_any_path(open_folder: Path, name: str) -> None:
    server = EmbeddedServer(open_folder / name)
    server.ensure()
    assert asked(server, "SELECT 'here'") == "here"
    server.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can enter a closed folder of its own")
def test_root_may_keep_it_below_a_closed_folder(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedServer(closed / "home")
    server.ensure()
    assert asked(server, "SELECT 'here'") == "here"
    assert closed.stat().st_mode & 0o777 == 0o700
    server.stop()
    elsewhere = (closed / "home" / "postgres").resolve()
    assert elsewhere.parent == Path("/var/lib/mentor-sync")
    remove(elsewhere)


def test_stopping_leaves_no_process_and_may_be_repeated(server: EmbeddedServer) -> None:
    main = psutil.Process(int((server.home / "postgres/data/postmaster.pid").read_text().split()[0]))
    family = [main, *main.children(recursive=True)]
    assert server.process_id()
    server.stop()
    server.stop()
    assert server.process_id() is None
    assert not [process for process in family if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
    assert is_free(read_address(server.home / "server.json").port)


def test_stopping_where_nothing_ever_ran_is_fine(tmp_path: Path) -> None:
    EmbeddedServer(tmp_path / "nothing").stop()


def test_there_is_no_address_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedServerError, match="no embedded PostgreSQL"):
        EmbeddedServer(tmp_path).url("postgres")


def test_an_address_cut_off_while_written_counts_as_none(tmp_path: Path) -> None:
    write_address(tmp_path / "server.json", Address(1, "secret", "/tmp"))
    kept = (tmp_path / "server.json").read_text()
    (tmp_path / "server.json").write_text(kept[:10])
    assert read_address(tmp_path / "server.json") is None


def test_a_full_disk_is_said_whoever_noticed_it(tmp_path: Path) -> None:
    assert "is full. Make room" in explain(
        "initdb failed", "could not write: No space left on device", tmp_path / "log"
    )
    with pytest.raises(EmbeddedServerError, match="is full"), as_sentences(tmp_path):
        raise OSError(28, "No space left on device")


def test_a_folder_of_somebody_else_is_said(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedServerError, match="as the user who made it"), as_sentences(tmp_path):
        raise PermissionError(13, "Permission denied", str(tmp_path))


def asked(server: EmbeddedServer, question: str) -> str:
    with psycopg.connect(server.url("postgres")) as conn:
        return conn.execute(question).fetchone()[0]


def remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    folder.rmdir()
