"""The contacts that are truly a mentor's, first the one that should represent the person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from core.demo.cast import Person
from core.demo.contact_docs import reachable
from core.demo.contact_parts import Maker, chosen, fully_reached, imported_fields, named, present, tagged
from core.demo.dice import chance
from core.demo.drafts import Draft
from core.demo.duplicates import duplicates_of
from core.demo.traits import NOT_IMPORTED, WITHOUT, Trait

_EDITED = frozenset({Trait.PHONE_EDITED, Trait.EMAIL_EDITED, Trait.DROPPED})


def own_contacts(maker: Maker, person: Person) -> Iterator[Draft]:
    """All contacts of a person."""
    if person.mn_id is None:
        return
    if Trait.TIE in person.traits:
        yield from _two_equal_ones(maker, person)
    elif Trait.RETURNING in person.traits:
        yield _returning(maker, person)
    elif not person.traits & WITHOUT:
        yield _in_use(maker, person)
    yield from duplicates_of(maker, person)


def _in_use(maker: Maker, person: Person) -> Draft:
    is_early = not person.traits & NOT_IMPORTED or Trait.TWICE_DOUBLED in person.traits
    imported = maker.has_imported and is_early
    fields = {**named(person), **fully_reached(maker.rng, person), **chosen(maker.rng, person)}
    fields |= {"external_id": _external_id(person, imported=imported), "tags": tagged(maker, person)}
    if imported:
        fields["custom_fields"] = imported_fields(maker.rng, person)
    made_at = person.signed_up_at + timedelta(hours=maker.rng.uniform(1, 200))
    touched = maker.imported_at if imported else made_at
    is_edited = bool(person.traits & _EDITED) or chance(maker.rng, 45)
    return maker.draft(person, fields, made_at, _since(maker, touched) if is_edited else touched, winner=True)


def _external_id(person: Person, *, imported: bool) -> str | None:
    if Trait.TWICE_FORMER in person.traits:
        return person.former_mn_id
    return person.mn_id if imported else None


def _two_equal_ones(maker: Maker, person: Person) -> Iterator[Draft]:
    """A page was opened and a gift was made, in one hour and under one name; nothing tells the two apart."""
    fields = {**named(person), **reachable(present(person.personal_email, person.uga_email), [person.phone])}
    at = person.signed_up_at + timedelta(hours=1)
    for _ in range(2):
        yield maker.draft(person, {**fields, "tags": [maker.season.tag]}, at, at + timedelta(days=1))


def _returning(maker: Maker, person: Person) -> Draft:
    """A mentor of last season whose contact still carries that season's id, and perhaps an old phone."""
    has_moved = person.number % 2 == 0
    tags = [maker.season.former_tag(1), *([] if has_moved else [maker.season.tag])]
    phone = person.another_phone(3) if has_moved else person.phone
    fields = {**named(person), **reachable(present(person.personal_email, person.uga_email), [phone]), "tags": tags}
    fields["external_id"] = next(maker.former_ids)
    updated_at = maker.days_ago(200, 200) if has_moved else maker.days_ago(9, 9)
    return maker.draft(person, fields, maker.days_ago(380, 380), updated_at, winner=True)


def _since(maker: Maker, moment: datetime) -> datetime:
    return moment + (maker.season.now - moment) * maker.rng.random()
