"""Step 3, first half: which sign-ups are one person's, and about which of them only people can tell."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from core.decisions import Answer, Decision
from core.etl.answers import age_of
from core.etl.people import emails_of, id_order
from core.records import Signup
from core.rules.questions import SAME_PERSON
from core.rules.same_person import Kinship, kinship

Group = frozenset[Signup]
_LEVELS = (Kinship.CERTAIN, Kinship.SURE, Kinship.LIKELY)


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two groups of sign-ups that may be one person's, the later group first, and the two sign-ups that say so."""

    later: Group
    earlier: Group
    value: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known beside the sign-ups: whose each of them was until now, answers, the university's domains."""

    persons: Mapping[str, int] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    domains: tuple[str, ...] = ()


class Identities:
    """The groups of sign-ups that are one person's each. The result does not depend on the order of the sign-ups."""

    def __init__(self, signups: Iterable[Signup], knowledge: Knowledge) -> None:
        self._signups = sorted(signups, key=_order)
        self._persons, self._domains = knowledge.persons, knowledge.domains
        self._kinships: dict[frozenset[str], Kinship] = {}
        self._groups = {signup.submission_id: frozenset({signup}) for signup in self._signups}
        self.decided = self._follow(knowledge.decisions)
        self._links = list(self._find_links())
        self._join([link for link in self._links if self._were_one(*link) and self._kin(*link) >= Kinship.LIKELY])
        for level in _LEVELS:
            self._join([link for link in self._links if self._kin(*link) is level], is_weak=level is Kinship.LIKELY)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Everybody's sign-ups."""
        return tuple(dict.fromkeys(self._groups[signup.submission_id] for signup in self._signups))

    def open_pairs(self) -> Iterator[OpenPair]:
        """Whoever may be one person with somebody else, one entry per two groups."""
        asked: dict[frozenset[Group], str] = {}
        for one, other in self._links:
            mine, yours = self._groups[one.submission_id], self._groups[other.submission_id]
            is_open = mine != yours and self._kin(one, other) >= Kinship.OPEN and not self._contradict(mine, yours)
            if is_open:
                asked.setdefault(frozenset({mine, yours}), f"{one.submission_id}+{other.submission_id}")
        for pair, value in asked.items():
            earlier, later = sorted(pair, key=lambda group: min(map(_order, group)))
            yield OpenPair(later, earlier, value)

    def _follow(self, decisions: Iterable[Decision]) -> frozenset[str]:
        """Let answers stand before all evidence. Returns the sign-ups that were found to be an earlier person's."""
        present = {signup.submission_id: signup for signup in self._signups}
        verdicts = {pair: is_one for pair, is_one in read_verdicts(decisions) if set(pair) <= present.keys()}
        for (one, other), is_one in verdicts.items():
            for mine, yours in self._all_of(present[one], present[other]):
                self._kinships[frozenset({mine.submission_id, yours.submission_id})] = (
                    Kinship.CERTAIN if is_one else Kinship.APART
                )
        ones = [pair for pair, is_one in verdicts.items() if is_one]
        for one, other in ones:
            self._unite(self._groups[one] | self._groups[other])
        return frozenset(max(pair, key=id_order) for pair in ones)

    def _all_of(self, one: Signup, other: Signup) -> Iterator[tuple[Signup, Signup]]:
        """What was said of two sign-ups holds for all of the people whose they were known to be."""
        mine, yours = self._persons.get(one.submission_id), self._persons.get(other.submission_id)
        yield one, other
        if mine != yours and None not in (mine, yours):
            ones = [signup for signup in self._signups if self._persons.get(signup.submission_id) == mine]
            others = [signup for signup in self._signups if self._persons.get(signup.submission_id) == yours]
            yield from ((first, second) for first in ones for second in others)

    def _find_links(self) -> Iterator[tuple[Signup, Signup]]:
        """Only sign-ups that share a mentor id, a phone or an e-mail are compared; the earlier one comes first."""
        blocks: dict[str, list[Signup]] = defaultdict(list)
        for signup in self._signups:
            for key in {signup.mn_id, signup.phone, *emails_of(signup)} - {None}:
                blocks[str(key)].append(signup)
        links = dict.fromkeys(pair for block in blocks.values() for pair in combinations(block, 2))
        return (link for link in sorted(links, key=lambda link: (_order(link[0]), _order(link[1]))))

    def _join(self, links: Collection[tuple[Signup, Signup]], *, is_weak: bool = False) -> None:
        """Join what the links connect, unless that puts two people into one; who fits both of two people waits.

        A weak link does not even join those of whom nobody can tell.
        """
        beside = self._neighbours(links)
        torn = {one for one, near in beside.items() if any(self._exclude(*two) for two in combinations(near, 2))}
        for whole in _connected({one: near - torn for one, near in beside.items() if one not in torn}):
            pairs = list(combinations(whole, 2))
            is_open = is_weak and any(self._has(Kinship.OPEN, *pair) for pair in pairs)
            if not is_open and not any(self._exclude(*pair) for pair in pairs):
                self._unite(frozenset().union(*whole))

    def _neighbours(self, links: Iterable[tuple[Signup, Signup]]) -> dict[Group, set[Group]]:
        beside: dict[Group, set[Group]] = defaultdict(set)
        for one, other in links:
            mine, yours = self._groups[one.submission_id], self._groups[other.submission_id]
            if mine != yours and not self._exclude(mine, yours):
                beside[mine].add(yours)
                beside[yours].add(mine)
        return beside

    def _unite(self, group: Group) -> None:
        self._groups.update((signup.submission_id, group) for signup in group)

    def _exclude(self, one: Group, other: Group) -> bool:
        """Whether two groups must not become one unasked: evidence against, or two people until now."""
        mine, yours = self._known(one), self._known(other)
        return not (mine <= yours or yours <= mine) or self._contradict(one, other)

    def _contradict(self, one: Group, other: Group) -> bool:
        return self._has(Kinship.APART, one, other)

    def _has(self, kin: Kinship, one: Group, other: Group) -> bool:
        return any(self._kin(mine, yours) is kin for mine in one for yours in other)

    def _known(self, group: Group) -> frozenset[int]:
        ids = (self._persons.get(signup.submission_id) for signup in group)
        return frozenset(person for person in ids if person is not None)

    def _were_one(self, one: Signup, other: Signup) -> bool:
        person = self._persons.get(one.submission_id)
        return person is not None and person == self._persons.get(other.submission_id)

    def _kin(self, one: Signup, other: Signup) -> Kinship:
        pair = frozenset({one.submission_id, other.submission_id})
        if pair not in self._kinships:
            self._kinships[pair] = kinship(one, other, self._domains)
        return self._kinships[pair]


def _connected(beside: Mapping[Group, Collection[Group]]) -> Iterator[frozenset[Group]]:
    left = dict.fromkeys(beside)
    while left:
        found, border = set(), [next(iter(left))]
        while border:
            group = border.pop()
            if group not in found:
                found.add(group)
                border.extend(beside[group])
        for group in found:
            left.pop(group, None)
        yield frozenset(found)


def read_verdicts(decisions: Iterable[Decision]) -> Iterator[tuple[tuple[str, str], bool]]:
    """What was answered about each two sign-ups, the latest answer last: one person, or two."""
    for decision in sorted(decisions, key=age_of):
        if decision.conflict_type == SAME_PERSON:
            meant = decision.options
            if decision.answer is Answer.DIFFERENT_PERSON and decision.value:
                meant = frozenset({decision.value})
            for option in sorted(meant):
                one, _, other = option.partition("+")
                yield (one, other), decision.answer is Answer.OPTION and option == decision.value


def _order(signup: Signup) -> tuple[int, str]:
    return id_order(signup.submission_id)
