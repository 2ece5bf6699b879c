"""The embedded server comes back from whatever happened to it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from core.embedded import EmbeddedServer
from core.embedded.address import read_address
from core.errors import EmbeddedServerError

ENSURE = (
    "import sys; from pathlib import Path; from core.embedded import EmbeddedServer as E; E(Path(sys.argv[1])).ensure()"
)


def test_a_killed_server_starts_again_at_once(server: EmbeddedServer) -> None:
    killed = postmaster(server)
    killed.kill()
    server.ensure()
    assert answers(server)
    assert postmaster(server) != killed


def test_it_starts_again_when_all_of_its_processes_were_killed(server: EmbeddedServer) -> None:
    server.ensure()
    main = postmaster(server)
    for process in [main, *main.children(recursive=True)]:
        process.kill()
    server.ensure()
    assert answers(server)


def test_a_zombie_in_the_pid_file_is_no_server(server: EmbeddedServer) -> None:
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    while psutil.Process(zombie.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    leave_pid(server, zombie.pid)
    server.ensure()
    assert answers(server)
    zombie.wait()


def test_a_strangers_process_id_in_the_pid_file_is_no_server(server: EmbeddedServer) -> None:
    leave_pid(server, os.getpid())
    server.ensure()
    assert answers(server)


def test_a_taken_port_is_replaced(server: EmbeddedServer) -> None:
    server.stop()
    taken = read_address(server.home / "server.json").port
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", taken))
        stranger.listen()
        server.ensure()
    assert answers(server)
    assert read_address(server.home / "server.json").port != taken


def test_a_lost_address_costs_nothing_but_the_password(server: EmbeddedServer) -> None:
    server.ensure()
    server.create_database("kept")
    old = read_address(server.home / "server.json")
    (server.home / "server.json").unlink()
    server.ensure()
    assert answers(server, "kept")
    assert read_address(server.home / "server.json").password != old.password


def test_a_tidied_socket_leaves_the_other_way_in(server: EmbeddedServer) -> None:
    server.ensure()
    address = read_address(server.home / "server.json")
    Path(address.socket_folder, f".s.PGSQL.{address.port}").unlink()
    assert answers(server)
    server.stop()


def test_an_initdb_cut_off_is_begun_anew(open_folder: Path) -> None:
    home = open_folder / "cut"
    starter = subprocess.Popen([sys.executable, "-c", ENSURE, str(home)], start_new_session=True)
    while not list(home.glob("postgres/data.tmp*/PG_VERSION")):
        time.sleep(0.01)
    os.killpg(starter.pid, signal.SIGKILL)
    starter.wait()
    server = EmbeddedServer(home)
    server.ensure()
    assert answers(server)
    assert not list(home.glob("postgres/data.tmp*"))


def test_any_number_of_processes_may_start_it_at_once(open_folder: Path) -> None:
    home = open_folder / "crowd"
    starters = [subprocess.Popen([sys.executable, "-c", ENSURE, str(home)]) for _ in range(3)]
    assert [starter.wait(timeout=60) for starter in starters] == [0, 0, 0]
    assert answers(EmbeddedServer(home))


def test_data_of_another_major_version_is_refused_in_words(open_folder: Path) -> None:
    data = open_folder / "old" / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(EmbeddedServerError, match="made by PostgreSQL 9, but only 18"):
        EmbeddedServer(open_folder / "old").ensure()


def test_missing_programs_are_said(open_folder: Path) -> None:
    with pytest.raises(EmbeddedServerError, match="pip install"):
        EmbeddedServer(open_folder / "none", programs=open_folder).ensure()


def test_a_home_that_cannot_be_written_is_said(open_folder: Path) -> None:
    (open_folder / "file").touch()
    with pytest.raises(EmbeddedServerError, match="cannot be started"):
        EmbeddedServer(open_folder / "file" / "home").ensure()


def test_a_setting_that_postgresql_refuses_shows_its_log(server: EmbeddedServer) -> None:
    server.stop()
    with pytest.raises(EmbeddedServerError, match=r"server\.log") as raised:
        EmbeddedServer(server.home, options={"shared_buffers": "much"}).ensure()
    assert "shared_buffers" in str(raised.value)


def answers(server: EmbeddedServer, database: str = "postgres") -> bool:
    with psycopg.connect(server.url(database)) as conn:
        return conn.execute("SELECT 1").fetchone() == (1,)


def pid_file(server: EmbeddedServer) -> Path:
    return server.home / "postgres" / "data" / "postmaster.pid"


def postmaster(server: EmbeddedServer) -> psutil.Process:
    return psutil.Process(int(pid_file(server).read_text().split()[0]))


def leave_pid(server: EmbeddedServer, pid: int) -> None:
    """Both files that a killed server leaves, with the process id of somebody else."""
    server.ensure()
    main, lines = postmaster(server), pid_file(server).read_text().splitlines()
    for process in [main, *main.children(recursive=True)]:
        process.kill()
    psutil.wait_procs([main], timeout=10)
    text = "\n".join([str(pid), *lines[1:]]) + "\n"
    address = read_address(server.home / "server.json")
    for path in (pid_file(server), address.socket_lock):
        path.write_text(text)
