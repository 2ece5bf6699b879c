"""All submissions of the invented season's four forms, made from its cast."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from core.demo.cast import Person
from core.demo.clock import jotform_stamp
from core.demo.dice import chance
from core.demo.forms import PREFERENCE, SETUP, SIGNUP, TRAINING, answers_of, form_ids
from core.demo.names import NICKNAMES, PARTNER_NOTES, STORIES
from core.demo.numbers import mentor_phone, typed_phone
from core.demo.season import DemoSeason
from core.demo.submissions import Document, blank_submission, submission_id_at
from core.demo.traits import Size, Trait
from core.demo.typed import training_session, typed_class, typed_email, typed_signup

SETUPS = 971
TRAININGS = 937
PREFERENCES = 430
_DELETED = {SIGNUP: 4, SETUP: 3, TRAINING: 5, PREFERENCE: 2}
_STRANGER_NUMBERS = 88_000


@dataclass(frozen=True, slots=True)
class Filed:
    """One submission, and whose it is (`None`: nobody's of the season)."""

    kind: str
    person: int | None
    document: Document


class Desk:
    """Files submissions: ids grow with time and none comes twice."""

    def __init__(self, rng: Random, season: DemoSeason) -> None:
        self._rng = rng
        self.now = season.now
        self._form_ids = form_ids(season.number)
        self._taken: set[int] = set()

    def file(self, kind: str, person: int | None, values: Mapping[str, object], at: datetime) -> Filed:
        """A submission of a form, at a moment that is not in the future."""
        moment = min(at, self.now - timedelta(seconds=self._rng.randrange(60, 9_000)))
        submission_id = submission_id_at(moment, self._rng.randrange(300_000_000))
        while submission_id in self._taken:
            submission_id += 1
        self._taken.add(submission_id)
        document = blank_submission(submission_id, self._form_ids[kind], moment)
        return Filed(kind, person, {**document, "new": self._rng.choice("01"), "answers": answers_of(kind, values, {})})

    def edited(self, filed: Filed, at: datetime) -> Filed:
        """The submission with a later edit."""
        moment = min(at, self.now - timedelta(seconds=self._rng.randrange(30, 3_000)))
        return replace(filed, document={**filed.document, "updated_at": jotform_stamp(moment)})

    def deleted(self, filed: Filed) -> Filed:
        """The submission, deleted but still listed."""
        return replace(filed, document={**filed.document, "status": "DELETED"})


def file_everything(rng: Random, season: DemoSeason, size: Size, people: tuple[Person, ...]) -> list[Filed]:
    """Every submission of the season, in no particular order; the counts of active ones are exact."""
    desk = Desk(rng, season)
    filed = [submission for person in people for submission in _signups(rng, desk, person)]
    filed += _setups(rng, desk, size, people)
    filed += _trainings(rng, desk, size, people)
    filed += _preferences(rng, desk, size, people)
    return filed + list(_deleted(rng, desk, size, people))


def _signups(rng: Random, desk: Desk, person: Person) -> Iterator[Filed]:
    values = typed_signup(rng, person)
    earlier_id = person.former_mn_id or (person.mn_id if Trait.TWICE_SAME_ID in person.traits else None)
    if person.signed_up_again_at:
        yield desk.file(
            SIGNUP, person.number, {**_first_try(rng, person, values), "mnid": earlier_id}, person.signed_up_at
        )
    latest = desk.file(
        SIGNUP, person.number, {**values, "mnid": person.mn_id}, person.signed_up_again_at or person.signed_up_at
    )
    late_edit = person.signed_up_at + timedelta(days=rng.uniform(1, 20))
    yield desk.edited(latest, late_edit) if Trait.EDITED_LATE in person.traits else latest


def _first_try(rng: Random, person: Person, values: Mapping[str, object]) -> dict[str, object]:
    """What was typed at the first of two sign-ups: something differs, something links the two."""
    if person.number % 3 == 0:
        return {**values, "personalEmail": person.another_email(1)}
    if person.number % 3 == 1:
        return {**values, "mnPhone": typed_phone(rng, person.another_phone(1))}
    return {**values, "fullName": {"first": NICKNAMES.get(person.first, person.first), "last": person.last}}


def _setups(rng: Random, desk: Desk, size: Size, people: tuple[Person, ...]) -> Iterator[Filed]:
    repeated, unknown = size.of(9), size.of(6)
    senders = _some(rng, people, size.of(SETUPS) - repeated - unknown)
    for person in senders + senders[:repeated]:
        at = person.signed_up_at + timedelta(days=rng.uniform(0.1, 9))
        yield desk.file(SETUP, person.number, {**_who(rng, person), "story": rng.choice(STORIES)}, at)
    for number in range(unknown):
        stranger = {
            "mnid": f"MN9{number:03}" if number % 2 else None,
            "phoneNumber": mentor_phone(_STRANGER_NUMBERS + number),
        }
        yield desk.file(SETUP, None, stranger, people[number].signed_up_at + timedelta(days=30))


def _who(rng: Random, person: Person) -> dict[str, object]:
    """Most setup forms name the mentor id, some only a phone, a few only an e-mail address."""
    address, phone = typed_email(person, person.personal_email), typed_phone(rng, person.phone)
    if person.mn_id and chance(rng, 85):
        spelled = person.mn_id.lower() if chance(rng, 2) else person.mn_id
        return {"mnid": spelled, "personalEmail": address, "phoneNumber": phone}
    if Trait.UNUSABLE_PHONE not in person.traits and chance(rng, 66):
        return {"phoneNumber": phone, "personalEmail": address if chance(rng, 50) else None}
    return {"personalEmail": address or person.uga_email}


def _trainings(rng: Random, desk: Desk, size: Size, people: tuple[Person, ...]) -> Iterator[Filed]:
    repeated, unknown = size.of(8), size.of(4)
    senders = _some(rng, people, size.of(TRAININGS) - repeated - unknown)
    for person in senders + senders[:repeated]:
        address = person.uga_email if chance(rng, 45) else person.personal_email or person.uga_email
        phone = typed_phone(rng, person.phone) if chance(rng, 90) else None
        uga_class = typed_class(rng, person) if chance(rng, 90) else None
        values = {
            "email": typed_email(person, address),
            "phone": phone,
            "ugaClass": uga_class,
            **training_session(rng, desk.now),
        }
        yield desk.file(TRAINING, person.number, values, person.signed_up_at + timedelta(days=rng.uniform(1, 25)))
    for number in range(unknown):
        values = {"email": f"walk.in{number}@example.com", "ugaClass": "Junior", **training_session(rng, desk.now)}
        yield desk.file(TRAINING, None, values, people[number].signed_up_at + timedelta(days=33))


def _preferences(rng: Random, desk: Desk, size: Size, people: tuple[Person, ...]) -> Iterator[Filed]:
    """Mutual wishes first, then every other kind: one-sided, own number, somebody dropped, several for one."""
    senders = _some(rng, people, size.of(PREFERENCES))
    mutual = len(senders) * 3 // 5 // 2 * 2
    dropped = [person for person in people if Trait.DROPPED in person.traits]
    for place, person in enumerate(senders):
        partner = senders[place ^ 1].phone if place < mutual else _wish(rng, place, person, senders, dropped)
        shift = senders[place & ~1].shift if place < mutual and place % 9 else person.shift
        who = {"mnid": person.mn_id} if chance(rng, 80) else {"mnPhone": typed_phone(rng, person.phone)}
        wish = {"partnerPhone": typed_phone(rng, partner) if partner else None, "shiftPref": shift}
        values = {**who, **wish, "partnerNotes": rng.choice(PARTNER_NOTES)}
        yield desk.file(PREFERENCE, person.number, values, person.signed_up_at + timedelta(days=rng.uniform(5, 30)))


def _wish(rng: Random, place: int, person: Person, senders: list[Person], dropped: list[Person]) -> str | None:
    anybody = rng.choice(senders).phone
    wishes = (
        person.phone,
        senders[0].phone,
        rng.choice(dropped).phone if dropped else anybody,
        mentor_phone(_STRANGER_NUMBERS + 100 + place),
        None,
        anybody,
        anybody,
        anybody,
    )
    return wishes[place % len(wishes)]


def _deleted(rng: Random, desk: Desk, size: Size, people: tuple[Person, ...]) -> Iterator[Filed]:
    for kind, usual in _DELETED.items():
        for _ in range(size.of(usual)):
            person = rng.choice(people[:-20])
            values = typed_signup(rng, person) if kind == SIGNUP else {**_who(rng, person), "email": person.uga_email}
            yield desk.deleted(desk.file(kind, person.number, values, person.signed_up_at + timedelta(days=2)))


def _some(rng: Random, people: tuple[Person, ...], count: int) -> list[Person]:
    chosen = rng.sample(people, min(count, len(people)))
    return [*chosen, *rng.choices(people, k=count - len(chosen))]
