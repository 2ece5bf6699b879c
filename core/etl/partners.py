"""Who wants to accompany a child together with whom, and what stands in the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.mentors import Mentor


@dataclass(frozen=True, slots=True)
class Pair:
    """One mentor's wish for another, by mentor ids; a mutual pair stands once, the lower id first."""

    mn_id: str
    partner_mn_id: str


@dataclass(frozen=True, slots=True)
class PartnerReport:
    """All wishes for a partner of everybody who takes part. One wish can stand in several lists.

    Whoever shares a phone with the wished partner names that one by it, not themselves.
    `named_by_several` maps a mentor to those who name them.
    """

    mutual: tuple[Pair, ...]
    one_sided: tuple[Pair, ...]
    partner_not_signed_up: tuple[str, ...]
    partner_dropped: tuple[Pair, ...]
    shift_mismatch: tuple[Pair, ...]
    named_by_several: Mapping[str, tuple[str, ...]]
    own_number: tuple[str, ...]


def partner_report(mentors: Iterable[Mentor]) -> PartnerReport:
    """Find every mentor's partner by phone and compare what both want."""
    present = sorted((mentor for mentor in mentors if mentor.withdrawn_at is None), key=lambda mentor: mentor.mn_id)
    wishing = [mentor for mentor in present if mentor.partner_phone and not mentor.dropped]
    by_phone = _by_phone(present)
    reachable = {one.mn_id: [two for two in by_phone.get(one.partner_phone, ()) if two is not one] for one in wishing}
    own_number = [one for one in wishing if one.partner_phone == one.phone and not reachable[one.mn_id]]
    found = [(one, _partner(one, reachable[one.mn_id])) for one in wishing if reachable[one.mn_id]]
    taking_part = [(mentor, partner) for mentor, partner in found if not partner.dropped]
    return PartnerReport(
        mutual=tuple(_pair(one, two) for one, two in taking_part if _names(two, one) and one.mn_id < two.mn_id),
        one_sided=tuple(_pair(one, two) for one, two in taking_part if not _names(two, one)),
        partner_not_signed_up=tuple(one.mn_id for one in wishing if one.partner_phone not in by_phone),
        partner_dropped=tuple(_pair(one, two) for one, two in found if two.dropped),
        shift_mismatch=tuple(_pair(one, two) for one, two in taking_part if _shifts_differ(one, two)),
        named_by_several=_named_by_several(taking_part),
        own_number=tuple(one.mn_id for one in own_number),
    )


def _by_phone(mentors: Iterable[Mentor]) -> dict[str | None, list[Mentor]]:
    found: dict[str | None, list[Mentor]] = defaultdict(list)
    for mentor in mentors:
        if mentor.phone:
            found[mentor.phone].append(mentor)
    return found


def _partner(mentor: Mentor, reachable: list[Mentor]) -> Mentor:
    """Of those who share the phone, whoever names the mentor too, else somebody who takes part."""
    return min(reachable, key=lambda other: (not _names(other, mentor), other.dropped))


def _names(one: Mentor, other: Mentor) -> bool:
    return one.partner_phone is not None and one.partner_phone == other.phone and not one.dropped


def _shifts_differ(one: Mentor, other: Mentor) -> bool:
    """Where both have a preference; each mutual pair counts once."""
    once = not _names(other, one) or one.mn_id < other.mn_id
    shifts = {mentor.shift_preference.casefold() for mentor in (one, other) if mentor.shift_preference is not None}
    return once and len(shifts) > 1


def _named_by_several(wishes: Iterable[tuple[Mentor, Mentor]]) -> dict[str, tuple[str, ...]]:
    named: dict[str, list[str]] = defaultdict(list)
    for mentor, partner in wishes:
        named[partner.mn_id].append(mentor.mn_id)
    return {partner: tuple(by) for partner, by in sorted(named.items()) if len(by) > 1}


def _pair(one: Mentor, other: Mentor) -> Pair:
    return Pair(one.mn_id, other.mn_id)
