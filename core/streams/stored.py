"""The form in which a source record is kept as JSON, and how it is told from a changed one."""

import json
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

_HASH_BYTES = 16
_DEEPEST = 60  # no record is nested as deeply
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def stored_form(raw: Any) -> tuple[Any, str]:
    """A record and its canonical JSON text, both without what cannot be stored (NUL, half characters, NaN, depths)."""
    try:
        written = _canonical(raw)
        written.encode()
        if "\\u0000" not in written:
            return raw, written
    except (UnicodeEncodeError, ValueError, RecursionError):
        pass
    storable = _storable(raw, _DEEPEST)
    return storable, _canonical(storable)


def row_hash(written: str, reading: str) -> bytes:
    """What identifies the row that a record becomes, by its canonical text and by how we read it."""
    return blake2b(written.encode(), digest_size=_HASH_BYTES, key=reading.encode()[:64]).digest()


def reading_of(*parts: Any) -> str:
    """A short text that changes when records are read differently: other settings, or another version of our code."""
    return blake2b(_canonical([_code_hash(), *parts]).encode(), digest_size=6).hexdigest()


@cache
def _code_hash() -> str:
    """Stands for all code that turns records into rows, so that improving it reads everything anew."""
    here = Path(__file__).parent
    code = b"".join(path.read_bytes() for path in (*sorted(here.glob("*.py")), here.parent / "normalize.py"))
    return blake2b(code + version("phonenumbers").encode(), digest_size=_HASH_BYTES).hexdigest()


def _canonical(raw: Any) -> str:
    return _ENCODER.encode(raw)


def _storable(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, (dict, list)) and depth == 0:
        return None
    if isinstance(value, dict):
        return {_storable(key, depth): _storable(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_storable(item, depth - 1) for item in value]
    is_finite = not isinstance(value, float) or value - value == 0
    return value if is_finite else None
