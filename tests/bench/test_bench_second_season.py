"""The second season at real size: how many wait, for what, and how long it takes. Printed; run with `make bench`."""

import time

import pytest

from core.demo.configure import configure
from core.demo.load import invented
from core.demo.server import running
from tests.autumn import second_autumn
from tests.story import NOW, Story


@pytest.mark.parametrize("seed", [2025, 7, 11])
def test_the_second_season(database, tmp_path, monkeypatch, seed):
    demo = invented(tmp_path / "demo.sqlite", seed, NOW)
    began = time.perf_counter()
    with running(demo) as url:
        autumn = second_autumn(Story(database, demo, url, configure(database, url)), monkeypatch)
    demo.close()
    print(
        f"\nseed {seed}: {autumn.people} people; {autumn.asked} ({autumn.share_asked:.1%}) wait for an answer, "
        f"{autumn.before['held_back']} were held back; {autumn.retired} External IDs retired, then "
        f"{autumn.after['held_back']} held back; import: {autumn.report['accepted']} of {autumn.report['rows']} rows "
        f"taken, {len(autumn.report['failed'])} refused; {time.perf_counter() - began:.0f} s in all"
    )
    assert autumn.share_asked <= 0.02
    assert autumn.report["failed"] == []
