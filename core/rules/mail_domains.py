"""Mail domains that nearly everybody means: a domain one slip away from one of them is probably a typing error."""

from functools import lru_cache

from rapidfuzz.distance import OSA

_MEANT = (
    "gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "comcast.net",
    "bellsouth.net", "verizon.net", "protonmail.com",
)  # fmt: skip
_REAL = frozenset(
    {
        *_MEANT,
        "mail.com",
        "ymail.com",
        "email.com",
        "hotmail.co",
        "hotmail.ca",
        "yahoo.ca",
        "yahoo.co",
        "rocketmail.com",
    }
)  # real ones that look like a slip


@lru_cache(maxsize=4096)
def probably_meant(domain: str) -> str | None:
    """The well-known domain that is one letter, or two letters swapped, away; `None` when there is none."""
    if domain in _REAL:
        return None
    return next((meant for meant in _MEANT if OSA.distance(domain, meant, score_cutoff=1) <= 1), None)
