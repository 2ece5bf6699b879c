"""Which setup form, training form, partner form and campaign page is whose; the latest of each counts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from core.etl.people import Person, by_id, recency
from core.etl.validate import PREFERENCES, TRAININGS
from core.inputs import Inputs
from core.records import Issue, Member, PartnerPreference, SetupForm, Severity, TrainingSignup
from core.rules.names import Agreement, Name, compare_names, name_of

SETUPS, MEMBERS = "raw_mn_funds_setup", "raw_gb_campaign_members"
Related = TypeVar("Related", SetupForm, TrainingSignup, PartnerPreference, Member)
_NOBODYS: Mapping[int, tuple[str, ...]] = {}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Linked:
    """The latest record of each kind by the mentor id of its person, and what could not be linked."""

    setups: Mapping[str, SetupForm]
    trainings: Mapping[str, TrainingSignup]
    preferences: Mapping[str, PartnerPreference]
    members: Mapping[str, Member]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Trace:
    """By what a record can be linked: a mentor id, else values looked up in the directory, in order."""

    record_id: str
    mn_id: str | None
    values: tuple[str | None, ...]
    latest: tuple[Any, ...]
    name: Name | None = None


class Directory:
    """Where people are found by mentor id, phone and e-mail. A shared value finds several of them.

    An id that somebody else had before finds its person only together with a phone or an e-mail of theirs:
    the record may be the other's. `issued_ids` are all ids of every known person.
    """

    def __init__(self, people: Iterable[Person], issued_ids: Mapping[int, tuple[str, ...]] = _NOBODYS) -> None:
        everybody = tuple(people)
        self._by_id = by_id(everybody)
        holders = {mn_id: person.person_id for mn_id, person in self._by_id.items()}
        issued = ((mn_id, person_id) for person_id, ids in issued_ids.items() for mn_id in ids)
        self._reissued = {mn_id for mn_id, person_id in issued if holders.get(mn_id, person_id) != person_id}
        self._by_value: dict[str, list[Person]] = defaultdict(list)
        for person in everybody:
            for value in person.phones | person.emails:
                self._by_value[value].append(person)

    def find(self, mn_id: str | None, values: Sequence[str | None]) -> list[Person]:
        """Whom a record can mean: one person where that is certain, else all possible ones, or nobody."""
        named = self._by_id.get(mn_id or "")
        if named and (mn_id not in self._reissued or not (named.phones | named.emails).isdisjoint(values)):
            return [named]
        groups = [group for value in values if value and (group := self._by_value.get(value))]
        alone = next((group for group in map(_earliest, groups) if len(group) == 1), None)
        if alone or not groups:
            return alone or []
        common = [person for person in groups[0] if all(person in group for group in groups)]
        return _earliest(common if len(common) == 1 else groups[0])

    def find_named(self, name: Name, values: Sequence[str | None]) -> list[Person]:
        """Of several whom a phone or an e-mail can mean, the only one with this name; nobody where that is unclear."""
        reached = {person.mn_id: person for value in values if value for person in self._by_value.get(value, ())}
        alike = {mn_id: max(compare_names(own, name) for own in one.names) for mn_id, one in reached.items()}
        is_certain = sorted(alike.values())[-2:] == [Agreement.DISAGREE, Agreement.AGREE]
        return [person for mn_id, person in reached.items() if is_certain and alike[mn_id] is Agreement.AGREE]

    def find_other(self, person: Person, values: Sequence[str | None]) -> Person | None:
        """Whose a record seems to be instead, if nothing on it is the person's and everything is one other's."""
        groups = [self._by_value.get(value, []) for value in values if value]
        others = [other for other in groups[0] if all(other in group for group in groups)] if groups else []
        is_alone = len(others) == 1 and others[0].mn_id not in person.may_be and person.mn_id not in others[0].may_be
        return others[0] if is_alone and (person.phones | person.emails).isdisjoint(values) else None


def _earliest(people: list[Person]) -> list[Person]:
    """Without those who may be one of the others: nobody loses a form because somebody like them signed up."""
    ids = {person.mn_id for person in people}
    return [person for person in people if ids.isdisjoint({*person.may_be} - {person.mn_id})] or people


def link(people: Iterable[Person], inputs: Inputs, trainings: Iterable[TrainingSignup]) -> Linked:
    """Find the person of every record: by mentor id where the form has one, else by phone, else by any e-mail.

    Campaign members have no mentor id: of several whom e-mail and phone can mean, the name tells who it is, else
    their e-mail says more than their phone.
    `trainings` are the validated ones.
    """
    directory = Directory(people, inputs.issued_ids)
    setup, setup_issues = _assign(inputs.setups, _setup_trace, directory, SETUPS)
    training, training_issues = _assign(trainings, _training_trace, directory, TRAININGS)
    preference, preference_issues = _assign(inputs.preferences, _preference_trace, directory, PREFERENCES)
    member, member_issues = _assign(inputs.members, _member_trace, directory, MEMBERS)
    return Linked(
        setups=_latest(setup),
        trainings=_latest(training),
        preferences=_latest(preference),
        members=_latest(member),
        issues=(*setup_issues, *training_issues, *preference_issues, *member_issues, *_several_members(member)),
    )


_Assigned = dict[str, list[tuple[_Trace, Related]]]


def _assign(
    records: Iterable[Related], trace_of: Callable[[Related], _Trace], directory: Directory, table: str
) -> tuple[_Assigned[Related], list[Issue]]:
    """All records of each person, the latest first, and an issue for each that is nobody's for certain."""
    found: _Assigned[Related] = defaultdict(list)
    issues = []
    for record in records:
        trace = trace_of(record)
        named = directory.find_named(trace.name, trace.values) if trace.name else []
        people = named or directory.find(trace.mn_id, trace.values)
        if len(people) == 1:
            found[people[0].mn_id].append((trace, record))
            if other := directory.find_other(people[0], trace.values):
                issues.append(_seems_anothers(trace, people[0], other, table))
        else:
            issues.append(_not_linked(trace, people, table))
    for pairs in found.values():
        pairs.sort(key=lambda pair: pair[0].latest, reverse=True)
    return found, issues


def _latest(found: _Assigned[Related]) -> dict[str, Related]:
    return {mn_id: pairs[0][1] for mn_id, pairs in found.items()}


def _not_linked(trace: _Trace, people: list[Person], table: str) -> Issue:
    if people:
        ids = ", ".join(sorted(person.mn_id for person in people))
        message = f"This record fits several people and tells no more: {ids}"
        return Issue("ambiguous_record", Severity.WARNING, message, None, table, trace.record_id)
    message = "This record fits nobody who signed up"
    return Issue(_UNLINKED[table], Severity.INFO, message, trace.mn_id, table, trace.record_id)


def _seems_anothers(trace: _Trace, person: Person, other: Person, table: str) -> Issue:
    """A link that was passed on, or a mistyped id."""
    message = (
        f"This record counts for {person.mn_id}, whose id it names, but its phone or e-mail is that of {other.mn_id}"
    )
    return Issue("record_of_another", Severity.WARNING, message, person.mn_id, table, trace.record_id)


_UNLINKED = {
    SETUPS: "unlinked_setup",
    TRAININGS: "unlinked_training",
    PREFERENCES: "unlinked_preference",
    MEMBERS: "unlinked_member",
}


def _several_members(found: _Assigned[Member]) -> Iterable[Issue]:
    for mn_id, pairs in sorted(found.items()):
        if len(pairs) > 1:
            ids = ", ".join(trace.record_id for trace, _ in pairs)
            message = f"Several campaign members fit this mentor; the one updated last counts, of {ids}"
            yield Issue("several_members", Severity.WARNING, message, mn_id, MEMBERS, pairs[0][0].record_id)


def _setup_trace(form: SetupForm) -> _Trace:
    return _Trace(form.submission_id, form.mn_id, (form.phone, form.email), recency(form))


def _training_trace(form: TrainingSignup) -> _Trace:
    return _Trace(form.submission_id, None, (form.phone, form.email), recency(form))


def _preference_trace(form: PartnerPreference) -> _Trace:
    return _Trace(form.submission_id, form.mn_id, (form.phone,), recency(form))


def _member_trace(member: Member) -> _Trace:
    changed_at = member.updated_at or member.created_at or _LONG_AGO
    return _Trace(
        str(member.member_id), None, (member.email, member.phone), (changed_at, member.member_id), name_of(member)
    )
