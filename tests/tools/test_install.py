"""`tools/install.sh`, with a Python and a uv that only pretend."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
UV = """
echo "$@" >> "$CALLS"
if [ "$1" = venv ]; then mkdir -p .venv/bin; printf '#!/bin/sh\\n' > .venv/bin/python; chmod +x .venv/bin/python; fi
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that the script reads, below a path with a blank, and nothing on PATH but the system's tools."""
    folder = tmp_path / "my checkout"
    (folder / "tests").mkdir(parents=True)
    for name in ("requirements.txt", "tests/requirements.txt"):
        shutil.copy(ROOT / name, folder / name)
    (tmp_path / "bin").mkdir()
    for tool in ("sh", "cat", "cksum", "tr", "df", "awk", "ls", "rm", "mkdir", "chmod", "printf"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    pretend(tmp_path, "uv", UV)
    pretend(tmp_path, "python3", "")
    return folder


def test_it_installs_once(checkout: Path) -> None:
    first, again = install(checkout), install(checkout)
    assert (first.returncode, again.returncode) == (0, 0)
    assert "this happens once" in first.stderr
    assert again.stderr == ""
    assert [call.split()[0] for call in calls(checkout)].count("pip") == 1


def test_changed_requirements_are_installed(checkout: Path) -> None:
    install(checkout)
    (checkout / "requirements.txt").write_text("another==1\n")
    install(checkout)
    assert [call.split()[0] for call in calls(checkout)].count("venv") == 1
    assert [call.split()[0] for call in calls(checkout)].count("pip") == 2


def test_an_installation_that_was_cut_off_is_begun_anew(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "half").touch()
    assert install(checkout).returncode == 0
    assert not (checkout / ".venv" / "half").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(checkout: Path) -> None:
    install(checkout)
    (checkout / ".venv" / "bin" / "python").unlink()
    assert install(checkout).returncode == 0
    assert (checkout / ".venv" / "bin" / "python").exists()


def test_an_old_python_is_named(checkout: Path) -> None:
    pretend(checkout.parent, "python3", '[ "$1" = --version ] && echo "Python 3.9.2" || exit 1')
    done = install(checkout)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; here is Python 3.9.2" in done.stderr


def test_no_python_is_said(checkout: Path) -> None:
    (checkout.parent / "bin" / "python3").unlink()
    assert "here is no Python at all" in install(checkout).stderr


def test_a_full_disk_is_said_before_anything_is_made(checkout: Path) -> None:
    pretend(checkout.parent, "df", "printf 'header\\nfs 1 1 500000 99%% /\\n'")
    done = install(checkout)
    assert done.returncode == 1
    assert "need 2 GB, and this disk has 488 MB left" in done.stderr
    assert not (checkout / ".venv").exists()


def test_a_failed_installation_is_tried_again_next_time(checkout: Path) -> None:
    pretend(checkout.parent, "uv", "exit 1")
    pretend(checkout.parent, "python3", '[ "$1" = -m ] && exit 1 || exit 0')
    assert install(checkout).returncode == 1
    pretend(checkout.parent, "uv", UV)
    assert install(checkout).returncode == 0


def pretend(tmp_path: Path, name: str, script: str) -> None:
    path = tmp_path / "bin" / name
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def calls(checkout: Path) -> list[str]:
    return [line for line in (checkout.parent / "calls").read_text().splitlines() if line != "--version"]


def install(checkout: Path) -> subprocess.CompletedProcess[str]:
    path = str(checkout.parent / "bin")
    return subprocess.run(
        [shutil.which("sh"), str(ROOT / "tools" / "install.sh"), "requirements.txt"],
        cwd=checkout, env={"PATH": path, "CALLS": str(checkout.parent / "calls"), "HOME": os.environ.get("HOME", "/")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
