"""How the wishes for partners fit together, in numbers."""

from collections.abc import Collection
from dataclasses import dataclass

from core.etl.partners import partner_report
from core.mentors import Mentor


@dataclass(frozen=True, slots=True)
class PartnerCount:
    """One finding about partners; `is_open` where somebody should ask the mentors."""

    title: str
    number: int
    is_open: bool


def count_partners(mentors: Collection[Mentor]) -> tuple[PartnerCount, ...]:
    """Pairs that agree, and every kind of wish that cannot come true as it is (those that occur)."""
    report = partner_report(mentors)
    troubles = (
        ("Wishes that are not returned", report.one_sided),
        ("Pairs who want different shifts", report.shift_mismatch),
        ("Partner has not signed up", report.partner_not_signed_up),
        ("Partner dropped out", report.partner_dropped),
        ("Named by several mentors", report.named_by_several),
        ("Own phone number given as the partner's", report.own_number),
    )
    pairs = PartnerCount("Pairs who name each other", len(report.mutual), is_open=False)
    return (pairs, *(PartnerCount(title, len(found), is_open=True) for title, found in troubles if found))
