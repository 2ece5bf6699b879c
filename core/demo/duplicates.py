"""Every kind of further contact that a mentor may have besides the one in use."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from core.demo.cast import Person
from core.demo.clock import givebutter_stamp
from core.demo.contact_docs import reachable
from core.demo.contact_parts import Maker, addressed, junk_name, named, partly_reached, present
from core.demo.drafts import Draft
from core.demo.traits import Trait


def duplicates_of(maker: Maker, person: Person) -> Iterator[Draft]:
    """All duplicates that this person's traits call for."""
    for trait, make in _DUPLICATES.items():
        if trait in person.traits:
            yield make(maker, person)


def _mass_mail(maker: Maker, person: Person) -> Draft:
    at = maker.days_ago(70, 700)
    fields = {**named(person), **reachable([person.uga_email], []), "tags": [f"Campus Mailing {at.year}"]}
    return maker.draft(person, fields, at, at)


def _old_donor(maker: Maker, person: Person) -> Draft:
    at = maker.days_ago(150, 1700)
    tags = maker.rng.choice(([], ["Donor"], ["Newsletter", "Donor"]))
    given = {"total_contributions": maker.rng.choice((10, 25, 50, 100.5)), "recurring_contributions": 0}
    fields = {**named(person), **partly_reached(maker.rng, person), "tags": tags, "stats": given}
    return maker.draft(
        person, {**fields, **addressed(maker.rng, at, 40)}, at, at + timedelta(days=maker.rng.uniform(0, 100))
    )


def _former_mentor(maker: Maker, person: Person) -> Draft:
    at = maker.days_ago(330, 430)
    fields = {**named(person), **partly_reached(maker.rng, person), "tags": [maker.season.former_tag(1)]}
    return maker.draft(person, fields, at, at + timedelta(days=60))


def _former_dropped(maker: Maker, person: Person) -> Draft:
    draft = _former_mentor(maker, person)
    tags = [maker.season.former_tag(1), maker.season.former_dropped_tag(1)]
    return maker.draft(person, {**draft.fields, "tags": tags}, draft.created_at, draft.updated_at)


def _double_tagged(maker: Maker, person: Person) -> Draft:
    at = maker.season.opened_at + timedelta(days=maker.rng.uniform(1, 14))
    fields = {**named(person), **reachable([person.another_email(4)], [person.phone]), "tags": [maker.season.tag]}
    return maker.draft(person, fields, at, at)


def _dropped_duplicate(maker: Maker, person: Person) -> Draft:
    """The drop was noted on the wrong one of two contacts."""
    fields = {**named(person), **partly_reached(maker.rng, person), "tags": [maker.season.dropped_tag]}
    return maker.draft(person, fields, maker.days_ago(300, 900), maker.days_ago(3, 3))


def _second_id(maker: Maker, person: Person) -> Draft:
    """What importing a second mentor id used to make: another contact, the first id on the older one."""
    at = person.signed_up_at + timedelta(hours=2)
    fields = {**named(person), **reachable(present(person.personal_email), [person.phone]), "tags": [maker.season.tag]}
    return maker.draft(person, {**fields, "external_id": person.former_mn_id}, at, maker.days_ago(30, 30))


def _junk(maker: Maker, person: Person) -> Draft:
    at = maker.days_ago(20, 500)
    return maker.draft(person, {**junk_name(maker.rng), **partly_reached(maker.rng, person)}, at, at)


def _id_on_junk(maker: Maker, person: Person) -> Draft:
    """A merge in Givebutter left the mentor's id on what it made of the other contact."""
    draft = _junk(maker, person)
    fields = {**draft.fields, "external_id": person.mn_id, "tags": [maker.season.tag]}
    return maker.draft(person, fields, draft.created_at, maker.imported_at)


def _archived(maker: Maker, person: Person) -> Draft:
    draft, at = _old_donor(maker, person), maker.days_ago(15, 15)
    return maker.draft(person, {**draft.fields, "archived_at": givebutter_stamp(at)}, draft.created_at, at)


_DUPLICATES: Mapping[Trait, Callable[[Maker, Person], Draft]] = {
    Trait.MASS_MAIL: _mass_mail,
    Trait.OLD_DONOR: _old_donor,
    Trait.FORMER_MENTOR: _former_mentor,
    Trait.FORMER_DROPPED: _former_dropped,
    Trait.DOUBLE_TAGGED: _double_tagged,
    Trait.DROPPED_ON_DUPLICATE: _dropped_duplicate,
    Trait.TWICE_DOUBLED: _second_id,
    Trait.JUNK: _junk,
    Trait.ID_ON_JUNK: _id_on_junk,
    Trait.ARCHIVED_DUPLICATE: _archived,
    Trait.ONLY_MASS_MAIL: _mass_mail,
    Trait.ONLY_JUNK: _junk,
}
