"""How the wishes for partners fit together: in numbers, and who stands behind each of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.etl.partners import Pair, partner_report
from core.mentors import Mentor

PARTNER_TITLES: Mapping[str, str] = {
    "mutual": "Pairs who name each other",
    "one_sided": "Wishes that are not returned",
    "shift_mismatch": "Pairs who want different shifts",
    "partner_not_signed_up": "Partner has not signed up",
    "partner_dropped": "Partner dropped out",
    "named_by_several": "Named by several mentors",
    "own_number": "Own phone number given as the partner's",
}


@dataclass(frozen=True, slots=True)
class PartnerCount:
    """One finding about partners, a key of `PARTNER_TITLES`; `is_open` where somebody should ask the mentors."""

    title: str
    number: int
    is_open: bool
    key: str


def count_partners(mentors: Collection[Mentor]) -> tuple[PartnerCount, ...]:
    """Pairs that agree, and every kind of wish that cannot come true as it is (those that occur)."""
    report = partner_report(mentors)
    counts = (
        PartnerCount(title, len(getattr(report, key)), key != "mutual", key) for key, title in PARTNER_TITLES.items()
    )
    return tuple(found for found in counts if found.number or not found.is_open)


def partner_notes(mentors: Collection[Mentor], key: str) -> dict[str, str]:
    """Who stands behind a finding, and with whom: mn_id -> words."""
    found = getattr(partner_report(mentors), key)
    if isinstance(found, Mapping):
        return {mn_id: f"named by {', '.join(by)}" for mn_id, by in found.items()}
    pairs = (one if isinstance(one, Pair) else Pair(one, "") for one in found)
    return {pair.mn_id: f"with {pair.partner_mn_id}" if pair.partner_mn_id else "" for pair in pairs}
