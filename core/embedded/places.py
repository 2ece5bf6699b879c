"""Folders that the server's account can reach and that PostgreSQL's limits allow."""

import re
import secrets
import tempfile
from pathlib import Path

from core.embedded.account import Account

_ELSEWHERE = Path("/var/lib/mentor-sync")  # for root, when the home is below a closed folder such as /root
_SOCKET_PATH_BYTES = 100  # the kernel's limit is 107, and the server appends suffixes


def find_place(wanted: Path, account: Account) -> Path:
    """The folder of the server's files; `wanted`, or where its link leads when the account cannot get there."""
    if wanted.exists():
        return wanted.resolve()
    wanted.unlink(missing_ok=True)
    wanted.mkdir(mode=0o700)
    account.own(wanted)
    if account.uid is not None:
        wanted.parent.chmod(wanted.parent.stat().st_mode | 0o111)
    if account.can_read(wanted):
        return wanted
    wanted.rmdir()
    place = _ELSEWHERE / secrets.token_hex(4)
    place.mkdir(mode=0o700, parents=True)
    account.own(place)
    wanted.symlink_to(place)
    return place


def socket_folder(place: Path, account: Account) -> Path:
    """A private folder for the socket; a short and plain path, which a checkout need not have."""
    if len(f"{place}/socket/.s.PGSQL.65535") <= _SOCKET_PATH_BYTES and re.fullmatch(r"[\w/.-]+", str(place), re.ASCII):
        folder = place / "socket"
        folder.mkdir(mode=0o700, exist_ok=True)
    else:
        temporary = Path(tempfile.gettempdir())
        fits = re.fullmatch(r"[\w/.-]{1,60}", str(temporary), re.ASCII) and account.can_read(temporary)
        folder = Path(tempfile.mkdtemp(prefix="mentor-sync-", dir=temporary if fits else "/tmp"))  # noqa: S108
    account.own(folder)
    return folder
