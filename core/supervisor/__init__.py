"""What `make run` runs: all of Mentor Sync on one computer, started together and stopped together."""

from core.supervisor.supervisor import run, stop

__all__ = ["run", "stop"]
