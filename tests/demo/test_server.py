import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from core.demo.load import invented
from core.demo.server import PortTakenError, running, serve
from core.demo.store import DemoStore
from core.demo.traits import Size
from tests.demo.conftest import NOW

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def served(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    (home / "demo.json").unlink(missing_ok=True)
    command = [sys.executable, "-m", "core", "demo", "serve", "--signups", "99", "--contacts", "700"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "MENTOR_SYNC_HOME": str(home)})
    try:
        yield process, wait_for(home, process)
    finally:
        process.kill()
        process.wait()


def wait_for(home: Path, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + 60
    while not (home / "demo.json").exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return json.loads((home / "demo.json").read_text())["url"]


def test_a_store_is_served_as_long_as_it_is_needed(tmp_path: Path):
    store = DemoStore.empty(tmp_path / "demo.sqlite", NOW)
    with running(store) as url:
        assert httpx.get(f"{url}/demo/season").json()["year"] == 2025
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/demo/season")


def test_the_service_stops_cleanly_and_takes_its_port_again(tmp_path: Path):
    addresses = []
    for stop in (signal.SIGTERM, signal.SIGINT):
        with served(tmp_path) as (process, url):
            assert httpx.get(f"{url}/demo/season").status_code == 200
            process.send_signal(stop)
            assert process.wait(10) == 0
            addresses.append(url)
    assert addresses[0] == addresses[1]


def test_another_port_is_taken_when_the_former_one_is_not_free(tmp_path: Path):
    store = invented(tmp_path / "demo.sqlite", 7, NOW, signups=99, contacts=700)
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        store.database.remember("port", str(taken))
        store.close()
        with served(tmp_path) as (_, url):
            assert not url.endswith(f":{taken}")


def test_a_taken_port_that_was_asked_for_is_said(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"Port {port} is taken"):
            serve(tmp_path, port=port, now=NOW, size=Size(99, 700))
