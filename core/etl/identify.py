"""Step 3, second half: who of the people known until now everybody is. An id that is issued again inherits nothing."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import count

from core.decisions import Decision
from core.etl.deduplicate import is_same_person
from core.etl.identity import read_verdicts
from core.etl.people import Person, by_id, emails_of, id_order
from core.inputs import Inputs
from core.mentors import Mentor
from core.outcome import Identity
from core.records import Signup
from core.rules.names import Agreement, compare_names, name_of

# Whose something was until now: a person's number, or the mentor id of a row that has none yet.
_Known = int | str


@dataclass(frozen=True, slots=True)
class Identified:
    """Everybody with their former ids, the inputs as seen from today's ids, and what is to be remembered.

    In `inputs`, rows, decisions and memory of a person stand under the person's mentor id of today. The row of
    somebody who left stands under its own id, or a retired one (`MN0001~1`) if that id is somebody else's now.
    """

    people: tuple[Person, ...]
    inputs: Inputs
    identities: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class _Records:
    """Whose each sign-up and each row of the season was until now.

    `told` are the other sign-ups, deleted or not, of which somebody said that they are the same person's.
    """

    bound: Mapping[str, _Known]
    rows: Mapping[_Known, Mentor]
    told: Mapping[str, tuple[str, ...]]


def identify(people: Iterable[Person], inputs: Inputs) -> Identified:
    """Tell by the sign-ups, never by the text of an id, who is who; the order of the sign-ups does not matter."""
    records = _records(inputs)
    groups = {person.mn_id: person for person in people}
    found = _claim(groups, records)
    found |= _return(groups, found, records)
    holders = by_id(groups.values())
    everybody = tuple(_recall(person, found.get(mn_id), holders, inputs) for mn_id, person in groups.items())
    return Identified(
        people=everybody,
        inputs=_as_of_today(inputs, found, holders, records),
        identities=tuple(_identity(person, found, records, inputs) for person in everybody),
    )


def _records(inputs: Inputs) -> _Records:
    owner = {mn_id: inputs.row_persons.get(mn_id, mn_id) for mn_id in inputs.known}
    rows = {owner[mn_id]: row for mn_id, row in inputs.known.items()}
    stands_on = {row.signup_submission_id: known for known, row in rows.items() if row.signup_submission_id}
    return _Records({**stands_on, **inputs.persons}, rows, _told(inputs.decisions))


def _told(decisions: Iterable[Decision]) -> dict[str, tuple[str, ...]]:
    told: dict[str, tuple[str, ...]] = {}
    for pair, is_one in dict(read_verdicts(decisions)).items():
        for one, other in (pair, pair[::-1]) if is_one else ():
            told[one] = (*told.get(one, ()), other)
    return told


def _claim(groups: Mapping[str, Person], records: _Records) -> dict[str, _Known]:
    """Everybody whose sign-ups were somebody's before. Of several who claim to be one person, one is.

    Each asks for the likeliest person first; whoever is refused in favour of a better claim asks for the next.
    """
    wishes = {mn_id: claimed for mn_id, person in groups.items() if (claimed := _claimed(person, records))}
    given: dict[_Known, str] = {}
    asking = list(wishes)
    while asking:
        mn_id = asking.pop()
        if not wishes[mn_id]:
            continue
        known = wishes[mn_id].pop(0)
        rivals = {mn_id, given.get(known, mn_id)}
        given[known] = min(rivals, key=lambda one: _rank(groups[one], records.rows.get(known)))
        asking += rivals - {given[known]}
    return {mn_id: known for known, mn_id in given.items()}


def _claimed(person: Person, records: _Records) -> list[_Known]:
    """Who the person was until now: who is in use first, then who has today's id, then by the latest sign-up."""
    own_forms = [form.submission_id for form in person.submissions]
    submissions = (*own_forms, *(other for form in own_forms for other in records.told.get(form, ())))
    known = dict.fromkeys(records.bound[one] for one in submissions if one in records.bound)
    known |= dict.fromkeys(mn_id for mn_id in person.ids if mn_id in records.rows)
    own = [one for one in known if not _is_somebody_else(person, records.rows.get(one))]
    return sorted(own, key=lambda one: _last_choice(person, records.rows.get(one)))


def _last_choice(person: Person, row: Mentor | None) -> tuple[bool, bool]:
    return (row is None or row.withdrawn_at is not None, row is None or row.mn_id != person.mn_id)


def _is_somebody_else(person: Person, row: Mentor | None) -> bool:
    """Whether a submission that was a known person's was rewritten for another one."""
    return row is not None and all(_is_rewritten(_as_signup(row), form) for form in person.submissions)


def _is_rewritten(before: Signup, form: Signup) -> bool:
    """Another name, and addresses that are another's, too: a family's phone does not make it the same person."""
    if compare_names(name_of(before), name_of(form)) is not Agreement.DISAGREE:
        return False
    if before.uga_email and form.uga_email and before.uga_email != form.uga_email:
        return True
    mine, yours = emails_of(before), emails_of(form)
    return not mine & yours if mine and yours else before.phone != form.phone


def _rank(person: Person, row: Mentor | None) -> tuple[bool, bool, tuple[int, str]]:
    """Who goes on as a known person when sign-ups that were joined are several people after all."""
    ids = [form.submission_id for form in person.submissions]
    fits = row is not None and any(is_same_person(_as_signup(row), form) for form in person.submissions)
    stands_for_row = row is not None and row.signup_submission_id in ids
    return (not fits, not stands_for_row, min(map(id_order, ids)))


def _return(groups: Mapping[str, Person], found: Mapping[str, _Known], records: _Records) -> dict[str, _Known]:
    """Those who left and sign up anew: who is certainly one of the people whose sign-ups are gone."""
    present = set(found.values())
    away = {known: _as_signup(row) for known, row in records.rows.items() if known not in present}
    met = defaultdict(set)
    for known, before in away.items():
        for key in _keys(before):
            met[key].add(known)
    pairs = {
        (mn_id, known)
        for mn_id in groups.keys() - found.keys()
        for form in groups[mn_id].submissions
        for known in set().union(*(met.get(key, ()) for key in _keys(form)))
        if is_same_person(away[known], form)
    }
    people, rows = Counter(mn_id for mn_id, _ in pairs), Counter(known for _, known in pairs)
    return {mn_id: known for mn_id, known in pairs if people[mn_id] == rows[known] == 1}


def _keys(form: Signup) -> set[str]:
    """What sign-ups of one person have in common: at least one of these."""
    return {value for value in (form.mn_id, form.phone, *emails_of(form)) if value}


def _as_signup(row: Mentor) -> Signup:
    """What is remembered of somebody, to be compared with a sign-up."""
    names = {field.name for field in fields(Signup)} & {field.name for field in fields(Mentor)}
    blank = dict.fromkeys(field.name for field in fields(Signup))
    return Signup(**{**blank, **{name: getattr(row, name) for name in names}})


def _recall(person: Person, known: _Known | None, holders: Mapping[str, Person], inputs: Inputs) -> Person:
    """A person with the ids that are remembered, as far as they are nobody else's now."""
    person_id = known if isinstance(known, int) else None
    remembered = inputs.issued_ids.get(person_id, ()) if person_id is not None else ()
    former = dict.fromkeys((*person.former_ids, *(one for one in remembered if holders.get(one, person) is person)))
    former.pop(person.mn_id, None)
    return replace(person, former_ids=tuple(former), person_id=person_id)


def _as_of_today(
    inputs: Inputs, found: Mapping[str, _Known], holders: Mapping[str, Person], records: _Records
) -> Inputs:
    today = {known: mn_id for mn_id, known in found.items()}
    issued = {person.mn_id for person in holders.values()}
    known: dict[str, Mentor] = {}
    moved = {former: person.mn_id for former, person in holders.items()}
    taken = issued | {row.mn_id for row in records.rows.values()}
    for one, row in records.rows.items():
        mn_id = today.get(one) or (_retired(row.mn_id, taken) if row.mn_id in issued else row.mn_id)
        taken.add(mn_id)
        known[mn_id], moved[row.mn_id] = row, mn_id
    agreed = {
        (moved.get(mn_id, mn_id), field): replace(memory, mn_id=moved.get(mn_id, mn_id))
        for (mn_id, field), memory in inputs.agreed.items()
    }
    return replace(inputs, known=known, agreed=agreed, decisions=tuple(_decisions(inputs.decisions, today, moved)))


def _retired(mn_id: str, taken: Container[str]) -> str:
    """An id for the row of somebody who left and whose id was issued to somebody else."""
    return next(name for number in count(1) if (name := f"{mn_id}~{number}") not in taken)


def _decisions(
    decisions: Iterable[Decision], today: Mapping[_Known, str], moved: Mapping[str, str]
) -> Iterator[Decision]:
    """The answers about everybody who is there, under today's ids; the others' answers wait for them."""
    for decision in decisions:
        if decision.person_id is None:
            yield replace(decision, mn_id=moved.get(decision.mn_id, decision.mn_id))
        elif decision.person_id in today:
            yield replace(decision, mn_id=today[decision.person_id])


def _identity(person: Person, found: Mapping[str, _Known], records: _Records, inputs: Inputs) -> Identity:
    """What is new about a person: sign-ups that were nobody's before, or that turned out not to be somebody else's."""
    elsewhere = {known for mn_id, known in found.items() if mn_id != person.mn_id}
    mine = found.get(person.mn_id)
    merged = set(_claimed(person, records)) - elsewhere if mine is not None else set()
    ids = [form.submission_id for form in person.submissions]
    kept = {mine, *merged}
    new = [one for one in ids if one not in inputs.persons or inputs.persons[one] not in kept]
    return Identity(person.mn_id, person.person_id, tuple(sorted(new, key=id_order)), person.former_ids)
