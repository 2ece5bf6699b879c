"""What people paste wrong into a key, an address or `.env`, in words that never hold the value."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

_QUOTES = "\"'`\u2018\u2019\u201c\u201d\u00ab\u00bb"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ADVICE = "copy it anew, without blanks or quotes around it"


def find_fault(value: str) -> str | None:
    """Why a key or an address cannot be sent over HTTP as it is, or `None` when it can."""
    if value != value.strip():
        return f"has a blank or a line break at its beginning or end; {_ADVICE}"
    if len(value) > 1 and value[0] in _QUOTES and value[-1] in _QUOTES:
        return f"has quotes around it; {_ADVICE}"
    for place, sign in enumerate(value, start=1):
        if not "!" <= sign <= "~":
            return f"holds {_named(sign)} as character {place} of {len(value)}, which cannot be sent; {_ADVICE}"
    return None


def read_file_faults(path: Path, names: Collection[str]) -> Iterator[str]:
    """What makes a settings file unreadable, or one of its settings unseen, by line. No file has no faults."""
    try:
        content = path.read_bytes()
    except OSError:
        return
    if content.startswith(_WIDE_MARKS) or b"\x00" in content:
        yield f'{path} is saved as UTF-16 ("Unicode"); save it as UTF-8 text'
        return
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        yield from (f"{path}, line {number}: {fault}" for fault in _line_faults(raw, names))


def _line_faults(raw: bytes, names: Collection[str]) -> Iterator[str]:
    written = raw.decode("utf-8", "replace").partition("=")[0].strip().removeprefix("export ").strip()
    meant = re.sub(r"[^A-Z_]", "", written.upper())
    try:
        raw.decode()
    except UnicodeDecodeError:
        yield f"{meant if meant in names else 'the line'} is not UTF-8; save the file as UTF-8 text"
        return
    if written.upper() != meant and meant in names and b"=" in raw and not written.startswith("#"):
        yield f"the name {meant} holds {_named(_first_odd(written))}, so it is not seen; type the line anew"


def _first_odd(name: str) -> str:
    return next((sign for sign in name if not re.fullmatch(r"[A-Za-z_]", sign)), name[:1])


def _named(sign: str) -> str:
    """A character in words."""
    if "\udc80" <= sign <= "\udcff":
        return "a byte that is no UTF-8"
    name = unicodedata.name(sign, "a control character").lower()
    if sign in "\r\n":
        return "a line break"
    kind = "an invisible character" if unicodedata.category(sign) in ("Cf", "Cc", "Zs") else "a character"
    return "a blank" if sign == " " else f"{kind} ({name})"
