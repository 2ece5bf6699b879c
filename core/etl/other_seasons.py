"""What other seasons left on today's contacts: their ids are nobody's here, and whoever returns is recognised."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.etl.answers import contact_named
from core.etl.people import Person
from core.etl.prospects import evidence_of
from core.inputs import Candidate, Inputs
from core.mentors import OtherSeasonMentor
from core.outcome import Hold, Retirement
from core.records import Contact
from core.rules.names import Agreement, compare_names, name_of
from core.rules.other_seasons import Bearer, Known, Sameness, compare_people, season_of_id, tags_of_others
from core.seasons import Season

_LEFT_OVER = "it is the contact of a mentor of season {year}, and nobody has this id yet"


@dataclass(frozen=True, slots=True)
class OtherSeasons:
    """What follows from the other seasons.

    `retirements` are External IDs of former seasons that may be taken from their contacts, `waiting` is who stays
    out of the file until an id is free, `used` are the contacts that represent somebody in another season,
    `retired` are today's contacts without the former ids: a row of the file may overwrite those.
    """

    retirements: tuple[Retirement, ...]
    waiting: tuple[Hold, ...]
    used: frozenset[int]
    retired: Mapping[int, Contact]


def look_elsewhere(people: Iterable[Person], inputs: Inputs, season: Season) -> tuple[Inputs, OtherSeasons]:
    """The inputs as this season may see them, and what follows from the other seasons."""
    view = _view(tuple(people), inputs, season)
    foreign = dict(_foreign_ids(view))
    former = [one for one in (*foreign.values(), *_left_over(view, foreign)) if one.former_year < season.year]
    used = frozenset(view.elsewhere)
    waiting = {one.mn_id: _hold(one, season) for one in foreign.values() if one.mn_id is not None}
    retirements = tuple(sorted(former, key=lambda one: (one.former_year, one.external_id, one.contact_id)))
    retired = _without_ids(inputs.contacts, {one.contact_id for one in former})
    return _seen(view, foreign), OtherSeasons(retirements, tuple(waiting.values()), used, retired)


@dataclass(frozen=True, slots=True)
class _View:
    """The people, and the other seasons' mentors by the contact that represents them."""

    people: tuple[Person, ...]
    inputs: Inputs
    season: Season
    elsewhere: Mapping[int, tuple[OtherSeasonMentor, ...]]
    tags: Mapping[int, str]
    chosen: frozenset[tuple[str, int]]  # contacts that somebody said are this mentor's
    began_at: datetime | None

    def sameness(self, person: Person, contact_id: int) -> list[tuple[Sameness, OtherSeasonMentor]]:
        """What the mentors whom the contact represents elsewhere are to a person of this season."""
        others = self.elsewhere.get(contact_id)
        return [(compare_people(_known(person), other), other) for other in others] if others else []


def _view(people: tuple[Person, ...], inputs: Inputs, season: Season) -> _View:
    elsewhere: dict[int, list[OtherSeasonMentor]] = defaultdict(list)
    for other in inputs.elsewhere:
        elsewhere[other.contact_id].append(other)
    named = ((decision.mn_id, contact_named(decision)) for decision in inputs.decisions)
    # Under today's id: a row that still says MN0001 may be of somebody who left, whose id was issued again.
    current = ((mn_id, row.gb_contact_id) for mn_id, row in inputs.known.items())
    return _View(
        people,
        inputs,
        season,
        {contact_id: tuple(others) for contact_id, others in elsewhere.items()},
        tags_of_others(season, inputs.other_tags),
        frozenset((mn_id, contact_id) for mn_id, contact_id in (*named, *current) if contact_id is not None),
        min((form.submitted_at for person in people for form in person.submissions), default=None),
    )


def _foreign_ids(view: _View) -> Iterator[tuple[int, Retirement]]:
    """The contacts whose External ID reads like a mentor's of today, but is for certain another season's."""
    owners = {person.mn_id.upper(): person for person in view.people}
    for contact in view.inputs.contacts.values():
        person = owners.get((contact.external_id or "").upper())
        if person and contact.external_id and (told := _season_of_id(view, person, contact)):
            year, reason = told
            yield contact.contact_id, Retirement(contact.contact_id, contact.external_id, person.mn_id, year, reason)


def _season_of_id(view: _View, person: Person, contact: Contact) -> tuple[int, str] | None:
    evidence, others = evidence_of(person, contact), view.sameness(person, contact.contact_id)
    is_theirs = any((mn_id, contact.contact_id) in view.chosen for mn_id in person.ids)
    fits = (evidence.email or evidence.phone) and evidence.no_other_name
    if is_theirs or fits or view.began_at is None or any(same is Sameness.SAME for same, _ in others):
        return None
    strangers = tuple(other for same, other in others if same is Sameness.OTHER)
    return season_of_id(Bearer(contact, evidence.agrees, strangers, view.season, view.tags, view.began_at))


def _left_over(view: _View, foreign: Mapping[int, Retirement]) -> Iterator[Retirement]:
    """Ids that a former season's contacts still carry and nobody has yet: they are retired in the same act."""
    in_use = {contact_id for _, contact_id in view.chosen} | foreign.keys() | {c for _, c in _own_before(view)}
    issued = {person.mn_id.upper() for person in view.people}
    for contact_id, others in view.elsewhere.items() if view.people else ():
        latest = max(others, key=lambda other: other.year)
        carried = (latest.carried or "").upper()
        if contact_id not in in_use and carried == latest.mn_id.upper() and carried not in issued:
            reason = _LEFT_OVER.format(year=latest.year)
            yield Retirement(contact_id, latest.carried or "", None, latest.year, reason)


def _hold(one: Retirement, season: Season) -> Hold:
    if one.former_year > season.year:
        return Hold(one.mn_id or "", f"Contact {one.contact_id} carries this External ID in season {one.former_year}")
    reason = (
        f"Contact {one.contact_id} still carries External ID {one.external_id} of season {one.former_year}: "
        "one approval for all on Export"
    )
    return Hold(one.mn_id or "", reason)


def _seen(view: _View, foreign: Mapping[int, Retirement]) -> Inputs:
    """The inputs without the other seasons' ids, and without the candidates that are known to be others'."""
    inputs = view.inputs
    people = {form.submission_id: person for person in view.people for form in person.submissions}
    kept = (one for one in inputs.candidates if not _is_strangers(view, people.get(one.submission_id), one, foreign))
    contacts, own_before = _without_ids(inputs.contacts, foreign), frozenset(_own_before(view))
    return replace(inputs, contacts=contacts, candidates=tuple(kept), own_before=own_before)


def _without_ids(contacts: Mapping[int, Contact], former: Collection[int]) -> dict[int, Contact]:
    return {
        contact_id: replace(contact, external_id=None) if contact_id in former else contact
        for contact_id, contact in contacts.items()
    }


def _is_strangers(view: _View, person: Person | None, candidate: Candidate, foreign: Mapping[int, Retirement]) -> bool:
    """A contact that nothing but a foreign id links to the person, or that is known to be a namesake's or sibling's."""
    contact = view.inputs.contacts.get(candidate.contact_id)
    if person is None or contact is None:
        return False
    if contact.contact_id in foreign and not _shares(person, contact):
        return True
    others = view.sameness(person, contact.contact_id)
    is_others = bool(others) and all(same is Sameness.OTHER for same, _ in others)
    return is_others and compare_names(person.name, name_of(contact)) is Agreement.DISAGREE


def _shares(person: Person, contact: Contact) -> bool:
    return not (person.phones.isdisjoint(contact.phones) and person.emails.isdisjoint(contact.emails))


def _own_before(view: _View) -> Iterator[tuple[str, int]]:
    """The contacts that were the very same person's in another season, by the mentor id of today."""
    people = {form.submission_id: person for person in view.people for form in person.submissions}
    for one in view.inputs.candidates:
        person = people.get(one.submission_id)
        if person and any(same is Sameness.SAME for same, _ in view.sameness(person, one.contact_id)):
            yield person.mn_id, one.contact_id


def _known(person: Person) -> Known:
    return Known(
        person.name,
        person.phones,
        person.emails,
        frozenset(form.uga_email for form in person.submissions if form.uga_email),
    )
