"""Whether two sign-ups are one person's: evidence against counts before evidence for, and what stays open is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from core.records import Signup
from core.rules.names import Agreement, are_spelled_alike, compare_names, name_of
from core.rules.spelling import is_typo


class Kinship(IntEnum):
    """What two sign-ups are to each other. From `LIKELY` on they are one person, the stronger ones first."""

    APART = 0  # two people, whatever else agrees
    STRANGERS = 1  # nothing that matters in common
    OPEN = 2  # only somebody who knows them can tell
    LIKELY = 3  # a nickname of one is the name of the other
    SURE = 4  # one name, and one phone, e-mail address or mentor id
    CERTAIN = 5  # one university e-mail address, which nobody else is given


@dataclass(frozen=True, slots=True)
class _Pair:
    """What two sign-ups have in common. A value that one of them lacks is neither the same nor another."""

    names: Agreement
    are_spelled_alike: bool
    is_one_id: bool
    is_one_phone: bool
    is_other_phone: bool
    is_one_email: bool
    is_other_email: bool
    is_one_university: bool
    is_other_university: bool
    is_slip_of_university: bool
    is_other_gender: bool

    @property
    def in_common(self) -> int:
        """How many of mentor id, phone and e-mail are the same."""
        return self.is_one_id + self.is_one_phone + self.is_one_email


def kinship(one: Signup, other: Signup, domains: Collection[str] = ()) -> Kinship:
    """What two sign-ups are to each other; `domains` are those of the university (none: any domain counts as its)."""
    pair = _compare(one, other, domains)
    if pair.is_one_university:
        return Kinship.OPEN if pair.names is Agreement.DISAGREE else Kinship.CERTAIN
    if pair.names is Agreement.DISAGREE:
        return Kinship.APART
    if pair.is_other_university:
        is_contradiction = pair.are_spelled_alike and pair.in_common > 1
        return Kinship.OPEN if is_contradiction else Kinship.APART
    if not pair.in_common:
        return Kinship.STRANGERS
    return _by_name(pair)


def university_emails(signup: Signup, domains: Collection[str]) -> frozenset[str]:
    """The addresses that the university gave; one with another domain is mistyped and says nothing."""
    typed = {signup.uga_email, signup.personal_email} if domains else {signup.uga_email}
    return frozenset(email for email in typed if email and (not domains or is_within(email, domains)))


def _by_name(pair: _Pair) -> Kinship:
    """Nothing speaks against one person, something speaks for it: how much does the name add?"""
    if pair.are_spelled_alike:
        return Kinship.SURE
    if pair.names is Agreement.AGREE:
        speaks_against = pair.is_other_email or pair.is_slip_of_university or pair.is_other_gender
        return Kinship.OPEN if speaks_against else Kinship.LIKELY
    differs = pair.is_other_phone or pair.is_other_email
    return Kinship.OPEN if pair.in_common > 1 or pair.is_one_id or not differs else Kinship.STRANGERS


def _compare(one: Signup, other: Signup, domains: Collection[str]) -> _Pair:
    name, other_name = name_of(one), name_of(other)
    mine, yours = university_emails(one, domains), university_emails(other, domains)
    emails, other_emails = mine | _personal(one), yours | _personal(other)
    # One address may be the other, mistyped: then the two say nothing.
    is_slip = any(address != theirs and is_typo(address, theirs) for address in mine for theirs in yours)
    return _Pair(
        names=compare_names(name, other_name),
        are_spelled_alike=are_spelled_alike(name, other_name),
        is_one_id=one.mn_id is not None and one.mn_id == other.mn_id,
        is_one_phone=one.phone is not None and one.phone == other.phone,
        is_other_phone=None not in (one.phone, other.phone) and one.phone != other.phone,
        is_one_email=bool(emails & other_emails),
        is_other_email=None not in (one.personal_email, other.personal_email) and not emails & other_emails,
        is_one_university=bool(mine & other_emails or yours & emails),
        is_other_university=bool(mine and yours) and not is_slip,
        is_slip_of_university=is_slip,
        is_other_gender=None not in (one.gender, other.gender) and one.gender != other.gender,
    )


def _personal(signup: Signup) -> frozenset[str]:
    return frozenset({signup.personal_email} if signup.personal_email else ())


def is_within(email: str, domains: Collection[str]) -> bool:
    """Whether the address has one of these domains, their departments included."""
    domain = email.rpartition("@")[2]
    return any(domain == own or domain.endswith(f".{own}") for own in domains)
