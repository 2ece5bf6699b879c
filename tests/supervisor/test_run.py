"""`make run`: everything starts together, says where it is, and stops together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil
import pytest

from core.embedded import EmbeddedServer
from tests.supervisor.conftest import LONGEST_SILENCE_SECONDS, Run, Start, of_home, unused_port


def wait_until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + LONGEST_SILENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def workers_of(run: Run) -> list[psutil.Process]:
    return [found for found in of_home(run.home) if _is_worker(found)]


def _is_worker(process: psutil.Process) -> bool:
    try:
        return "scheduler.py" in process.cmdline()
    except psutil.Error:  # it has ended since it was listed
        return False


def test_it_says_in_one_line_where_it_is(running: Run) -> None:
    assert running.said == f"Mentor Sync is ready: http://127.0.0.1:{running.port} (Ctrl-C stops it)"
    assert httpx.get(f"http://127.0.0.1:{running.port}", trust_env=False).is_success


def test_it_listens_to_this_computer_only(running: Run) -> None:
    connections = [found for process in of_home(running.home) for found in process.net_connections("inet")]
    assert {found.laddr.ip for found in connections if found.status == psutil.CONN_LISTEN} == {"127.0.0.1"}


def test_a_second_one_says_where_the_first_is(running: Run) -> None:
    second = Run(running.home)
    assert f"already running at http://127.0.0.1:{running.port}" in second.rest()
    assert second.process.returncode == 1


def test_a_killed_database_is_started_again(running: Run) -> None:
    pid_file = running.home / "postgres" / "data" / "postmaster.pid"
    killed = psutil.Process(int(pid_file.read_text().split()[0]))
    killed.kill()
    # the worker may notice first that its database is gone, and be started again, too
    assert any("embedded PostgreSQL ended and is started again" in running.next_line() for _ in range(3))
    EmbeddedServer(running.home).ensure()
    assert int(pid_file.read_text().split()[0]) != killed.pid


def test_a_database_that_somebody_else_started_again_is_told_all_the_same(running: Run) -> None:
    """A program whose connection broke may be quicker than whoever watches."""
    pid_file = running.home / "postgres" / "data" / "postmaster.pid"
    time.sleep(3)  # until the watcher has seen the server of now
    psutil.Process(int(pid_file.read_text().split()[0])).kill()
    EmbeddedServer(running.home).ensure()
    assert any("embedded PostgreSQL ended and is started again" in running.next_line() for _ in range(3))


def test_two_deaths_of_the_worker_leave_the_pages_up(running: Run) -> None:
    for _ in range(2):
        wait_until(lambda: workers_of(running))
        workers_of(running)[0].kill()
        assert any("The worker program ended and is started again" in running.next_line() for _ in range(3))
        wait_until(lambda: workers_of(running))
    assert running.process.poll() is None
    assert httpx.get(f"http://127.0.0.1:{running.port}", trust_env=False).is_success


def test_ctrl_c_leaves_no_process(home: Path, start: Start) -> None:
    run = start()
    assert "ready" in run.next_line()
    os.kill(run.process.pid, signal.SIGINT)
    assert run.rest() == ""
    assert run.process.returncode == 0
    assert of_home(home) == []


def test_make_stop_ends_it_from_elsewhere(home: Path, start: Start) -> None:
    run = start()
    assert "ready" in run.next_line()
    stop = subprocess.run(
        [sys.executable, "-m", "core.supervisor", "stop"],
        env={**os.environ, "MENTOR_SYNC_HOME": str(home)}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (stop.returncode, stop.stdout + stop.stderr) == (0, "")
    assert run.process.wait(timeout=10) == 0
    assert of_home(home) == []


def test_what_a_killed_one_left_is_ended_by_the_next(home: Path, start: Start) -> None:
    killed = start()
    assert "ready" in killed.next_line()
    os.kill(killed.process.pid, signal.SIGKILL)
    killed.process.wait()
    left = of_home(home)
    assert left
    following = start(killed.port)
    assert "ready" in following.next_line()
    assert [process for process in left if process.is_running() and "postgres" not in process.name()] == []


def test_a_taken_port_is_named_with_the_way_out(start: Start) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        port = stranger.getsockname()[1]
        run = start(port)
        said = run.rest()
    assert f"Port {port} is used by another program" in said
    assert f"make run PORT={port + 1}" in said
    assert run.process.returncode == 1


def test_an_unreachable_database_is_named_without_its_password(home: Path, start: Start) -> None:
    run = start(DATABASE_URL=f"postgresql://me:hunter2@127.0.0.1:{unused_port()}/mentors")
    said = run.rest()
    assert "The database at 127.0.0.1/mentors does not answer" in said
    assert "hunter2" not in said
    assert run.process.returncode == 1
    assert of_home(home) == []


def test_wrong_settings_are_named(start: Start) -> None:
    run = start(GIVEBUTTER_API_KEY="")
    assert "GIVEBUTTER_API_KEY" in run.rest()
    assert run.process.returncode == 2


def test_a_program_that_dies_stops_everything_and_its_log_is_named(home: Path, start: Start, tmp_path: Path) -> None:
    (tmp_path / "streamlit.py").write_text("raise SystemExit('broken')")
    run = start(PYTHONPATH=str(tmp_path))
    said = run.rest()
    log = home / "logs" / "pages.log"
    assert str(log) in said
    assert "broken" in log.read_text()
    assert run.process.returncode == 1
    assert of_home(home) == []


def test_ctrl_c_during_the_start_leaves_no_process(home: Path, start: Start) -> None:
    run = start()
    wait_until((home / "server.json").exists)
    os.killpg(run.process.pid, signal.SIGINT)
    assert "ready" not in run.rest()
    assert run.process.returncode == 0
    assert of_home(home) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_home_of_somebody_else_is_named(home: Path, start: Start) -> None:
    home.chmod(0o500)
    run = start()
    assert f"cannot write to {home}" in run.rest()
    home.chmod(0o755)
