"""Step 3: which sign-ups are one person. The latest counts, the older ones are reported, never dropped silently."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from core.etl.identity import Group, Identities, Knowledge
from core.etl.people import Person, emails_of, id_order
from core.etl.validate import SIGNUPS
from core.outcome import Exclusion
from core.records import Issue, Severity, Signup
from core.rules.same_person import Kinship, kinship


@dataclass(frozen=True, slots=True)
class OpenIdentity:
    """Somebody who may be one person with somebody who signed up before. `value` names the two sign-ups."""

    newcomer: Person
    options: tuple[tuple[str, Person], ...]


@dataclass(frozen=True, slots=True)
class Deduplicated:
    """One entry per person, and an explanation for every sign-up that is not a person's current one.

    `questions` are about people who stay two until somebody knows better.
    """

    people: tuple[Person, ...]
    exclusions: tuple[Exclusion, ...]
    issues: tuple[Issue, ...]
    questions: tuple[OpenIdentity, ...] = ()


def deduplicate(signups: Iterable[Signup], knowledge: Knowledge | None = None) -> Deduplicated:
    """Join the sign-ups of one person; the result does not depend on their order.

    Two people with one mentor id are an error that a coordinator solves: whoever had it first keeps it.
    """
    identities = Identities(signups, knowledge or Knowledge())
    groups = {group: sorted(group, key=_age, reverse=True) for group in identities.groups}
    first_holders = _first_holders(groups.values())
    persons = {group: _person(forms, first_holders, identities.decided) for group, forms in groups.items()}
    reused = [person for person in persons.values() if first_holders[person.mn_id] is not _forms(groups, person)]
    questions = _questions(identities, persons)
    doubtful = {question.newcomer.mn_id: question for question in questions}
    kept = (person for person in persons.values() if person not in reused)
    people = tuple(sorted((_asked(person, doubtful) for person in kept), key=lambda person: person.mn_id))
    return Deduplicated(
        people=people,
        exclusions=(
            *(_excluded(older, "duplicate_signup") for forms in groups.values() for older in forms[1:]),
            *(_excluded(person.signup, "mn_id_reused") for person in reused),
        ),
        issues=(
            *(_duplicate(older, person) for person in persons.values() for older in person.superseded),
            *(_reused(person.signup) for person in reused),
            *_shared(people, "shared_phone", "phone number", lambda person: {person.signup.phone}),
            *_shared(people, "shared_email", "e-mail address", lambda person: emails_of(person.signup)),
        ),
        questions=questions,
    )


def is_same_person(one: Signup, other: Signup) -> bool:
    """Whether two sign-ups are certainly one person's."""
    return kinship(one, other) >= Kinship.LIKELY


def _questions(identities: Identities, persons: Mapping[Group, Person]) -> tuple[OpenIdentity, ...]:
    """One question per mentor id: all of those who may be the same person are its options."""
    found: dict[str, OpenIdentity] = {}
    for pair in identities.open_pairs():
        newcomer, option = persons[pair.later], (pair.value, persons[pair.earlier])
        before = found.setdefault(newcomer.mn_id, OpenIdentity(newcomer, ()))
        found[newcomer.mn_id] = replace(before, options=(*before.options, option))
    return tuple(found[mn_id] for mn_id in sorted(found))


def _asked(person: Person, doubtful: Mapping[str, OpenIdentity]) -> Person:
    question = doubtful.get(person.mn_id)
    return replace(person, may_be=tuple(other.mn_id for _, other in question.options)) if question else person


def _forms(groups: Mapping[Group, list[Signup]], person: Person) -> list[Signup]:
    return groups[frozenset(person.submissions)]


def _first_holders(groups: Iterable[list[Signup]]) -> dict[str, list[Signup]]:
    """Whose each mentor id is: it stays with the sign-ups of whoever was given it first."""
    holders: dict[str, list[Signup]] = {}
    claims = [(signup, group) for group in groups for signup in group]
    for signup, claimants in sorted(claims, key=lambda claim: _age(claim[0])):
        holders.setdefault(_id(signup), claimants)
    return holders


def _person(forms: list[Signup], holders: Mapping[str, list[Signup]], decided: frozenset[str]) -> Person:
    """The latest sign-up counts under its mentor id. Whoever was found to be one with somebody takes over their id."""
    current, *older = forms
    own = dict.fromkeys(_id(form) for form in forms if holders[_id(form)] is forms)
    first = min((id_order(form.submission_id) for form in forms if form.submission_id in decided), default=None)
    kept = (_id(form) for form in forms if first is None or id_order(form.submission_id) < first)
    mn_id = next((mn_id for mn_id in kept if mn_id in own), next(iter(own), _id(current)))
    own.pop(mn_id, None)
    return Person(mn_id, current, tuple(older), tuple(own))


def _excluded(signup: Signup, reason: str) -> Exclusion:
    return Exclusion(signup.submission_id, reason, signup.mn_id)


def _duplicate(older: Signup, person: Person) -> Issue:
    message = f"Signed up again as {person.signup.mn_id}; submission {person.signup.submission_id} counts"
    return Issue("duplicate_signup", Severity.INFO, message, person.mn_id, SIGNUPS, older.submission_id)


def _reused(signup: Signup) -> Issue:
    message = f"{signup.mn_id} was given to somebody else before; this sign-up needs a mentor id of its own"
    return Issue("mn_id_reused", Severity.ERROR, message, signup.mn_id, SIGNUPS, signup.submission_id)


def _shared(
    people: Iterable[Person], error_type: str, what: str, values_of: Callable[[Person], Iterable[str | None]]
) -> Iterator[Issue]:
    """A warning for everybody who shares a value with another person: siblings, or a parent's phone."""
    holders = defaultdict(list)
    for person in people:
        for value in values_of(person):
            if value is not None:
                holders[value].append(person)
    sharing = {person.mn_id: group for group in holders.values() if len(group) > 1 for person in group}
    for mn_id, group in sorted(sharing.items()):
        person = next(person for person in group if person.mn_id == mn_id)
        others = ", ".join(other.mn_id for other in group if other is not person)
        message = f"The {what} is also that of {others}"
        yield Issue(error_type, Severity.WARNING, message, mn_id, SIGNUPS, person.signup.submission_id)


def _id(signup: Signup) -> str:
    """The mentor id, which every validated sign-up has."""
    return signup.mn_id or ""


def _age(signup: Signup) -> tuple[int, str]:
    """Later submissions have higher ids; clocks and edits say nothing about which is the latest."""
    return id_order(signup.submission_id)
