"""The answers that a card offers as buttons, each with its letter, which is its key."""

from dataclasses import dataclass

from core.decisions import Answer
from core.views.conflict_card import Card
from core.views.conflict_words import PERSON_QUESTIONS, other_answers
from core.views.words import phone


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer as a button. Its letter `key` gives it from the keyboard; `meaning` says what it leads to."""

    key: str
    label: str
    answer: Answer
    value: str | None = None
    meaning: str | None = None
    is_recommended: bool = False


def offers_of(card: Card) -> tuple[Offer, ...]:
    """The options by letter, then what else can be said, then skipping."""
    options = tuple(
        Offer(
            key=option.letter,
            label=phone(option.value) if card.asks_for_value else option.title,
            answer=Answer.OPTION,
            value=option.value,
            is_recommended=option.letter == card.recommended,
        )
        for option in card.options
    )
    others = tuple(Offer(o.key, o.label, o.answer, meaning=o.meaning) for o in other_answers(card.kind))
    skip = Offer("S", "Skip", Answer.SKIP, meaning="Decide later. It waits among the skipped questions.")
    return (*options, *others, skip)


def stranger_offers(card: Card) -> tuple[Offer, ...]:
    """One of several options is somebody else, or somebody else's; the others stay in question."""
    are_people = card.kind in PERSON_QUESTIONS
    meant = tuple(option for option in card.options if are_people or option.value in card.strangers)
    if len(card.options) == 1 or len(meant) < len(card.options):
        return ()
    whose = "somebody else" if are_people else "somebody else's"
    return tuple(Offer(o.letter, f"{o.letter} is {whose}", Answer.DIFFERENT_PERSON, o.value) for o in meant)
