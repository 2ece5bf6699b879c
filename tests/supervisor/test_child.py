"""One program of `make run`."""

import time
from pathlib import Path

import psutil

from core.supervisor.child import Child

GRANDPARENT = "import subprocess, time; print(subprocess.Popen(['sleep', '1000']).pid, flush=True); time.sleep(1000)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(1000)"
)


def test_its_children_end_with_it(tmp_path: Path) -> None:
    child = Child("family", ("-c", GRANDPARENT), tmp_path)
    child.start()
    grandchild = psutil.Process(int(said(child)))
    child.stop()
    assert child.has_ended()
    assert has_gone(grandchild)


def test_what_does_not_go_when_asked_is_killed(tmp_path: Path) -> None:
    child = Child("stubborn", ("-c", STUBBORN), tmp_path, patience_seconds=0.2)
    child.start()
    assert said(child) == "deaf\n"
    child.stop()
    assert child.has_ended()


def test_a_program_never_started_has_neither_run_nor_ended(tmp_path: Path) -> None:
    child = Child("idle", ("-c", ""), tmp_path)
    child.stop()
    assert not child.has_ended()


def test_a_large_log_makes_room_for_a_new_one(tmp_path: Path) -> None:
    child = Child("wordy", ("-c", "print('new')"), tmp_path)
    child.log.parent.mkdir()
    child.log.write_text("old" * 2_000_000)
    child.start()
    assert said(child) == "new\n"
    assert child.log.with_suffix(".old").exists()
    child.stop()


def test_what_dies_young_is_started_again_later_each_time(tmp_path: Path) -> None:
    child = Child("mayfly", ("-c", ""), tmp_path)
    child.start()
    waits = [child.plan_start() for _ in range(8)]
    assert waits[:3] == [2, 4, 8]
    assert waits[-1] == 60


def test_what_dies_of_old_age_is_started_again_at_once(tmp_path: Path) -> None:
    child = Child("old", ("-c", ""), tmp_path)
    child.start()
    child.plan_start()
    child.started_at -= 3600
    assert child.plan_start() == 0


def has_gone(process: psutil.Process, seconds: float = 10) -> bool:
    """Whether it is no more, or only waits to be noted as dead; a signal sent is not a signal delivered."""
    deadline = time.monotonic() + seconds
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def said(child: Child) -> str:
    """What the program wrote first."""
    deadline = time.monotonic() + 10
    while not child.log.read_text().endswith("\n") and time.monotonic() < deadline:
        time.sleep(0.01)
    return child.log.read_text()
