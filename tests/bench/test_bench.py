"""How long the season takes and how much memory: printed, never asserted. Run with `make bench`."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

ROOT = Path(__file__).parent.parent.parent
SIZES = {"real size": (990, 48_864), "10x sign-ups, 20x contacts": (9_900, 977_280)}


def environment(home: Path) -> dict[str, str]:
    """A new user's: no keys, no database, a home of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("JOTFORM", "GIVEBUTTER", "DATABASE"))
    }
    return {**kept, "MENTOR_SYNC_HOME": str(home), "PYTHONPATH": str(ROOT)}


@contextmanager
def demo_service(home: Path, signups: int, contacts: int) -> Iterator[None]:
    """The demo service in a process of its own, answering."""
    command = [sys.executable, "-m", "core", "demo", "serve", "--signups", str(signups), "--contacts", str(contacts)]
    with subprocess.Popen(command, cwd=ROOT, env=environment(home)) as process:
        deadline = time.monotonic() + 900
        while not (home / "demo.json").exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.2)
        core(home, "demo", "configure")
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)


def core(home: Path, *arguments: str) -> tuple[dict[str, Any], float]:
    """Run `python -m core ...`; its JSON and its peak memory in MB (own process only)."""
    with subprocess.Popen(
        [sys.executable, "-m", "core", *arguments], cwd=ROOT, env=environment(home), stdout=subprocess.PIPE, text=True
    ) as process:
        watched, peak = psutil.Process(process.pid), 0
        while process.poll() is None:
            try:
                peak = max(peak, watched.memory_info().rss)
            except psutil.Error:
                break
            time.sleep(0.05)
        output = process.stdout.read() if process.stdout else ""
    assert process.returncode == 0, output
    return json.loads(output) if output.startswith("{") else {}, peak / 1e6


def report(title: str, run: dict[str, Any], megabytes: float) -> None:
    """One run in figures."""
    streams, etl = run["steps"][:6], run["steps"][6:]
    processed = sum(step["records_processed"] for step in streams)
    etl_seconds = sum(step["duration_ms"] or 0 for step in etl) / 1000
    rewritten = sum(step["records_inserted"] + step["records_updated"] for step in run["steps"])
    seconds = run["duration_ms"] / 1000
    print(
        f"\n{title}: {seconds:.1f} s, of it ETL {etl_seconds:.2f} s; {processed:,} records read, "
        f"{rewritten:,} rows written, {run['changes']:,} changes, {run['mentors']:,} mentors, "
        f"{run['conflicts_pending']} open questions; worker peak {megabytes:.0f} MB; "
        f"{1e6 * seconds / max(processed, 1):.0f} µs per record"
    )
    for step in run["steps"]:
        print(
            f"    {step['name']:<12} {(step['duration_ms'] or 0) / 1000:7.2f} s {step['records_processed']:>9,} records"
        )


@pytest.mark.parametrize("size", SIZES)
def test_full_sync(tmp_path, size):
    with demo_service(tmp_path, *SIZES[size]):
        for title in ("from empty", "again, nothing changed"):
            report(f"{size}, {title}", *core(tmp_path, "sync", "--json"))
    subprocess.run([sys.executable, "-m", "core.supervisor", "stop"], cwd=ROOT, env=environment(tmp_path), check=False)
