"""Step 3: which sign-ups are one person. The latest counts, the older ones are reported, never dropped silently."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from core.etl.people import Person, emails_of, id_order, recency
from core.etl.validate import SIGNUPS
from core.outcome import Exclusion
from core.records import Issue, Severity, Signup
from core.rules.names import Agreement, compare_names, name_of


@dataclass(frozen=True, slots=True)
class Deduplicated:
    """One entry per person, and an explanation for every sign-up that is not a person's current one."""

    people: tuple[Person, ...]
    exclusions: tuple[Exclusion, ...]
    issues: tuple[Issue, ...]


def deduplicate(signups: Iterable[Signup]) -> Deduplicated:
    """Join the sign-ups of one person; the result does not depend on their order.

    Two people with one mentor id are an error that a coordinator solves: whoever had it first keeps it.
    """
    groups = [sorted(group, key=recency, reverse=True) for group in _groups(sorted(signups, key=_age))]
    first_holders = _first_holders(groups)
    kept = [group for group in groups if first_holders[_id(group[0])] is group]
    reused = [group for group in groups if first_holders[_id(group[0])] is not group]
    people = tuple(sorted((_person(group, first_holders) for group in kept), key=lambda person: person.mn_id))
    return Deduplicated(
        people=people,
        exclusions=(
            *(_excluded(older, "duplicate_signup") for group in groups for older in group[1:]),
            *(_excluded(group[0], "mn_id_reused") for group in reused),
        ),
        issues=(
            *(_duplicate(older, group[0]) for group in groups for older in group[1:]),
            *(_reused(group[0]) for group in reused),
            *_shared(people, "shared_phone", "phone number", lambda person: {person.signup.phone}),
            *_shared(people, "shared_email", "e-mail address", lambda person: emails_of(person.signup)),
        ),
    )


def is_same_person(one: Signup, other: Signup) -> bool:
    """Same mentor id, phone or e-mail, and nothing that speaks plainly for two people."""
    names = compare_names(name_of(one), name_of(other))
    share_email = bool(emails_of(one) & emails_of(other))
    if one.mn_id == other.mn_id and (names is not Agreement.DISAGREE or share_email):
        return True
    if one.phone is not None and one.phone == other.phone:
        return names is Agreement.AGREE or (share_email and not _are_two_students(one, other))
    return share_email and names is Agreement.AGREE


def _are_two_students(one: Signup, other: Signup) -> bool:
    """Siblings may share a parent's phone and e-mail address; the university gives each an address of their own."""
    differ = one.uga_email is not None and other.uga_email is not None and one.uga_email != other.uga_email
    return differ and compare_names(name_of(one), name_of(other)) is Agreement.DISAGREE


def _groups(signups: list[Signup]) -> list[list[Signup]]:
    """The sign-ups of each person: whoever is connected, directly or through others."""
    parents = list(range(len(signups)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for block in _blocks(signups):
        for one, other in combinations(block, 2):
            if root(one) != root(other) and is_same_person(signups[one], signups[other]):
                parents[root(other)] = root(one)
    groups = defaultdict(list)
    for index, signup in enumerate(signups):
        groups[root(index)].append(signup)
    return list(groups.values())


def _blocks(signups: list[Signup]) -> Iterator[list[int]]:
    """Only sign-ups that share a mentor id, a phone or an e-mail are compared."""
    blocks = defaultdict(list)
    for index, signup in enumerate(signups):
        for key in {signup.mn_id, signup.phone, *emails_of(signup)} - {None}:
            blocks[key].append(index)
    return (block for block in blocks.values() if len(block) > 1)


def _first_holders(groups: Iterable[list[Signup]]) -> dict[str, list[Signup]]:
    """Whose each mentor id is: it stays with the sign-ups of whoever was given it first."""
    holders: dict[str, list[Signup]] = {}
    claims = [(signup, group) for group in groups for signup in group]
    for signup, claimants in sorted(claims, key=lambda claim: _age(claim[0])):
        holders.setdefault(_id(signup), claimants)
    return holders


def _person(group: list[Signup], holders: dict[str, list[Signup]]) -> Person:
    current, *older = group
    former = dict.fromkeys(_id(signup) for signup in older if holders[_id(signup)] is group)
    former.pop(_id(current), None)
    return Person(_id(current), current, tuple(older), tuple(former))


def _excluded(signup: Signup, reason: str) -> Exclusion:
    return Exclusion(signup.submission_id, reason, signup.mn_id)


def _duplicate(older: Signup, current: Signup) -> Issue:
    message = f"Signed up again as {current.mn_id}; submission {current.submission_id} counts"
    return Issue("duplicate_signup", Severity.INFO, message, current.mn_id, SIGNUPS, older.submission_id)


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


def _age(signup: Signup) -> tuple[object, ...]:
    return (signup.submitted_at, *id_order(signup.submission_id))
