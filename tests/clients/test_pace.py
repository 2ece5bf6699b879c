from threading import Thread
from time import monotonic

from core.clients.pace import Pace


def test_no_pace_means_no_waiting():
    pace = Pace(None)
    started = monotonic()
    for _ in range(1000):
        pace.wait()
    assert monotonic() - started < 0.5


def test_requests_of_all_threads_are_spaced():
    pace = Pace(1200)  # one every 50 ms, 37 at once
    started = monotonic()
    threads = [Thread(target=lambda: [pace.wait() for _ in range(6)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0.45 <= monotonic() - started < 1.5


def test_a_minute_never_sees_more_than_the_documented_limit():
    pace = Pace(480)
    burst = round(pace._burst_seconds / pace._interval)
    assert 480 + burst + 1 <= 500


def test_a_pause_holds_everybody_back():
    pace = Pace(None)
    pace.pause(0.2)
    started = monotonic()
    pace.wait()
    assert monotonic() - started >= 0.19


def test_closing_ends_the_waiting():
    pace = Pace(None)
    pace.pause(60)
    pace.close()
    started = monotonic()
    pace.wait()
    assert monotonic() - started < 1
