"""What can be peculiar about a mentor or about the contacts of one, and how often it happens."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

USUAL_SIGNUPS = 990
USUAL_CONTACTS = 48_864


@dataclass(frozen=True, slots=True)
class Size:
    """How big the world is. The usual size has the real volumes; others keep the proportions."""

    signups: int = USUAL_SIGNUPS
    contacts: int = USUAL_CONTACTS

    def of(self, usual: int) -> int:
        """How many of something that depends on the sign-ups."""
        return round(usual * self.signups / USUAL_SIGNUPS)

    def of_contacts(self, usual: int) -> int:
        """How many of something that depends on the contacts."""
        return round(usual * self.contacts / USUAL_CONTACTS)


USUAL = Size()


class Trait(StrEnum):
    """One peculiarity. Most mentors have none."""

    # How the person stands in Givebutter. Everybody else was imported and carries their mn_id.
    NO_CONTACT = "no_contact"
    ONLY_MASS_MAIL = "only_mass_mail"
    ONLY_JUNK = "only_junk"
    TIE = "tie"
    STRANGER_ONLY = "stranger_only"
    RETURNING = "returning"
    LATE = "late"
    COLLISION = "collision"
    ID_ON_JUNK = "id_on_junk"
    TWICE_FORMER = "twice_former"
    TWICE_DOUBLED = "twice_doubled"
    # How the sign-up was filled in.
    TWICE_SAME_ID = "twice_same_id"
    TWICE_EARLIER_UNNUMBERED = "twice_earlier_unnumbered"
    SIBLING = "sibling"
    PARENT_PHONE = "parent_phone"
    ACCENT = "accent"
    APOSTROPHE = "apostrophe"
    HYPHEN = "hyphen"
    DOUBLE_SURNAME = "double_surname"
    PREFERRED = "preferred"
    LONG_PREFERRED = "long_preferred"
    SHOUTED_EMAIL = "shouted_email"
    BLANKS = "blanks"
    UNUSABLE_PHONE = "unusable_phone"
    NO_PERSONAL_EMAIL = "no_personal_email"
    ODD_CLASS = "odd_class"
    FIFTH_YEAR = "fifth_year"
    EDITED_LATE = "edited_late"
    PLAIN_NAME = "plain_name"
    # What is peculiar about the person's contacts.
    NICKNAME = "nickname"
    RECYCLED = "recycled"
    PHONE_EDITED = "phone_edited"
    EMAIL_EDITED = "email_edited"
    DROPPED = "dropped"
    DROPPED_ON_DUPLICATE = "dropped_on_duplicate"
    NO_EMAIL_PLEASE = "no_email_please"
    NO_TEXTS_PLEASE = "no_texts_please"
    HOUSEHOLD = "household"
    MASS_MAIL = "mass_mail"
    OLD_DONOR = "old_donor"
    FORMER_MENTOR = "former_mentor"
    FORMER_DROPPED = "former_dropped"
    JUNK = "junk"
    DOUBLE_TAGGED = "double_tagged"
    ARCHIVED_DUPLICATE = "archived_duplicate"


# Dealt to the last to sign up, who came after the last import.
LATE_ONES: Mapping[Trait, int] = {
    Trait.NO_CONTACT: 1, Trait.ONLY_MASS_MAIL: 1, Trait.ONLY_JUNK: 1, Trait.STRANGER_ONLY: 3,
    Trait.TIE: 9, Trait.RETURNING: 4, Trait.LATE: 4,
}  # fmt: skip
# Dealt to the others; nobody gets two of these.
STANDINGS: Mapping[Trait, int] = {
    Trait.COLLISION: 5, Trait.ID_ON_JUNK: 2, Trait.TWICE_FORMER: 4, Trait.TWICE_DOUBLED: 4,
    Trait.TWICE_SAME_ID: 5, Trait.TWICE_EARLIER_UNNUMBERED: 2, Trait.SIBLING: 12, Trait.PARENT_PHONE: 4,
    Trait.UNUSABLE_PHONE: 5, Trait.NO_PERSONAL_EMAIL: 9, Trait.RECYCLED: 12,
    Trait.PHONE_EDITED: 12, Trait.EMAIL_EDITED: 10,
    Trait.DROPPED: 10, Trait.DROPPED_ON_DUPLICATE: 4,
}  # fmt: skip
# Dealt freely over everybody, alternatives within one group.
FREE: tuple[Mapping[Trait, int], ...] = (
    {
        Trait.ACCENT: 12, Trait.APOSTROPHE: 10, Trait.HYPHEN: 10, Trait.DOUBLE_SURNAME: 8,
        Trait.NICKNAME: 30, Trait.PLAIN_NAME: 6,
    },
    {Trait.PREFERRED: 60, Trait.LONG_PREFERRED: 1},
    {Trait.SHOUTED_EMAIL: 30, Trait.BLANKS: 20},
    {Trait.ODD_CLASS: 40, Trait.FIFTH_YEAR: 3},
    {Trait.EDITED_LATE: 35},
    {Trait.NO_EMAIL_PLEASE: 40, Trait.NO_TEXTS_PLEASE: 60},
    {Trait.HOUSEHOLD: 70},
    {Trait.MASS_MAIL: 170},
    {Trait.OLD_DONOR: 110, Trait.FORMER_MENTOR: 45, Trait.FORMER_DROPPED: 25, Trait.DOUBLE_TAGGED: 25, Trait.JUNK: 20},
    {Trait.ARCHIVED_DUPLICATE: 30},
)  # fmt: skip
NOT_IMPORTED = frozenset({*LATE_ONES, Trait.COLLISION, Trait.ID_ON_JUNK, Trait.TWICE_FORMER, Trait.TWICE_DOUBLED})
# They have no contact that may represent them; no further one is invented for them.
WITHOUT = frozenset({Trait.NO_CONTACT, Trait.ONLY_MASS_MAIL, Trait.ONLY_JUNK, Trait.STRANGER_ONLY})
# How somebody fills in forms and is called; none of it says anything about their contacts.
FORM_TRAITS = frozenset({
    Trait.ACCENT, Trait.APOSTROPHE, Trait.HYPHEN, Trait.DOUBLE_SURNAME, Trait.PREFERRED, Trait.SHOUTED_EMAIL,
    Trait.BLANKS, Trait.NO_PERSONAL_EMAIL, Trait.ODD_CLASS, Trait.FIFTH_YEAR, Trait.EDITED_LATE, Trait.PLAIN_NAME,
    Trait.NICKNAME, Trait.NO_EMAIL_PLEASE, Trait.NO_TEXTS_PLEASE, Trait.HOUSEHOLD,
})  # fmt: skip
TWICE = frozenset({Trait.TWICE_FORMER, Trait.TWICE_DOUBLED, Trait.TWICE_SAME_ID, Trait.TWICE_EARLIER_UNNUMBERED})


def late_count(size: Size) -> int:
    """How many signed up after the last import."""
    return sum(size.of(usual) for usual in LATE_ONES.values())


def deal_traits(rng: Random, people: int, size: Size) -> list[frozenset[Trait]]:
    """The traits of everybody, in the order of their sign-ups; the counts are exact."""
    traits: list[set[Trait]] = [set() for _ in range(people)]
    early = people - late_count(size)
    _deal(rng, traits, list(range(early, people)), LATE_ONES, size)
    _deal(rng, traits, list(range(early)), STANDINGS, size)
    for group in FREE:
        _deal(rng, traits, [number for number in range(people) if not traits[number] & WITHOUT], group, size)
    return [frozenset(dealt) for dealt in traits]


def _deal(rng: Random, traits: list[set[Trait]], numbers: list[int], counts: Mapping[Trait, int], size: Size) -> None:
    rng.shuffle(numbers)
    for trait, usual in counts.items():
        for _ in range(size.of(usual)):
            traits[numbers.pop()].add(trait)
