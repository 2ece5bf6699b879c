"""What people decided about the contacts of everybody who signed up; of two answers the later one counts."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from core.decisions import Answer, Decision
from core.etl.people import Person, by_id
from core.rules.questions import CONTACT_SELECTION, EXTERNAL_ID_COLLISION


class Verdict(Enum):
    """What was decided that a contact is to a person."""

    CHOSEN = "represents the person"
    REJECTED = "does not represent the person, whosever it is"
    STRANGER = "is somebody else's"
    GIVEN_AWAY = "was later given to somebody else"


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers about the contacts of one person, the oldest first, and what follows for each contact.

    `choice` names the contact that represents the person. `lost_to` is who was given that contact since,
    as long as the person's own question is not answered anew.
    """

    decisions: tuple[Decision, ...] = ()
    verdicts: Mapping[int, tuple[Verdict, Decision]] = field(default_factory=dict)
    choice: Decision | None = None
    lost_to: str | None = None

    @property
    def chosen(self) -> int | None:
        """The contact that represents the person."""
        return contact_named(self.choice) if self.choice else None

    def verdict(self, contact_id: int) -> Verdict | None:
        """What was decided about a contact, if anything was."""
        found = self.verdicts.get(contact_id)
        return found and found[0]

    def settling(self, contact_id: int) -> Decision | None:
        """The latest decision that says whose a contact with the person's External ID is."""
        about = [decision for decision in self.decisions if _settles_id(decision, contact_id)]
        if contact_id in self.verdicts:
            about.append(self.verdicts[contact_id][1])
        return max(about, key=age_of, default=None)

    def has_seen(self, contact_id: int) -> bool:
        """Whether the contact was there to choose."""
        return any(str(contact_id) in decision.options for decision in self.decisions)


NO_ANSWERS = Answers()


def find_answers(
    people: Iterable[Person], decisions: Iterable[Decision], contacts: Container[int]
) -> dict[str, Answers]:
    """The answers about everybody's contacts, by mentor id. A contact is given to one person, by the latest choice.

    An answer that names a contact which is gone does not stand.
    """
    everybody = by_id(people)
    given = defaultdict(list)
    for decision in sorted(decisions, key=age_of):
        if decision.conflict_type in {CONTACT_SELECTION, EXTERNAL_ID_COLLISION} and decision.mn_id in everybody:
            given[everybody[decision.mn_id].mn_id].append(decision)
    return _give_once({mn_id: _answers(tuple(theirs), contacts) for mn_id, theirs in given.items()})


def contact_named(decision: Decision) -> int | None:
    """The contact that a decision names as the person's."""
    if decision.answer not in {Answer.OPTION, Answer.CUSTOM}:
        return None
    return int(decision.value) if decision.value and decision.value.isdecimal() else None


def age_of(decision: Decision) -> tuple[datetime, int]:
    """The order in which decisions replace each other."""
    return (decision.decided_at, decision.decision_id)


def _answers(decisions: tuple[Decision, ...], contacts: Container[int]) -> Answers:
    verdicts: dict[int, tuple[Verdict, Decision]] = {}
    choices: list[Decision] = []
    for decision in decisions:
        if decision.answer is Answer.NEW_CONTACT:
            choices = []  # "none of them" takes back every choice before it
        verdicts.update((contact, (verdict, decision)) for contact, verdict in _verdicts(decision))
        choices += [decision] if contact_named(decision) in contacts else []
    standing = (choice for choice in reversed(choices) if verdicts[contact_named(choice) or 0][1] is choice)
    return Answers(decisions, verdicts, next(standing, None))


def _verdicts(decision: Decision) -> Iterator[tuple[int, Verdict]]:
    named = contact_named(decision)
    if named is not None:
        yield named, Verdict.CHOSEN
    elif decision.answer is Answer.NEW_CONTACT:
        yield from ((int(option), Verdict.REJECTED) for option in decision.options)
    elif decision.answer is Answer.DIFFERENT_PERSON:
        # Of a collision only the contact with the External ID is meant, and its id moves in any case.
        meant = decision.options if decision.conflict_type == CONTACT_SELECTION else frozenset[str]()
        yield from ((int(option), Verdict.STRANGER) for option in ({decision.value} if decision.value else meant))


def _settles_id(decision: Decision, contact_id: int) -> bool:
    return decision.conflict_type == EXTERNAL_ID_COLLISION and str(contact_id) in decision.options


def _give_once(answers: dict[str, Answers]) -> dict[str, Answers]:
    """Of several people who were given one contact, the last one has it."""
    takers: dict[int, tuple[str, Decision]] = {}
    for mn_id, choice in sorted(_choices(answers), key=lambda given: age_of(given[1])):
        takers[contact_named(choice) or 0] = (mn_id, choice)
    return {mn_id: _without_lost(mn_id, theirs, takers) for mn_id, theirs in answers.items()}


def _choices(answers: Mapping[str, Answers]) -> Iterator[tuple[str, Decision]]:
    return ((mn_id, theirs.choice) for mn_id, theirs in answers.items() if theirs.choice)


def _without_lost(mn_id: str, theirs: Answers, takers: Mapping[int, tuple[str, Decision]]) -> Answers:
    chosen = (contact_id for contact_id, (verdict, _) in theirs.verdicts.items() if verdict is Verdict.CHOSEN)
    lost = {contact_id: takers[contact_id] for contact_id in chosen if takers.get(contact_id, (mn_id,))[0] != mn_id}
    given_away = {contact_id: (Verdict.GIVEN_AWAY, taken) for contact_id, (_, taken) in lost.items()}
    answers = replace(theirs, verdicts={**theirs.verdicts, **given_away})
    if theirs.chosen not in lost:
        return answers
    taker, taken = lost[theirs.chosen]
    is_answered_anew = age_of(theirs.decisions[-1]) > age_of(taken)
    return replace(answers, choice=None, lost_to=None if is_answered_anew else taker)
