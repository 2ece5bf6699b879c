"""Questions, answers and what hangs on them, in the words of a coordinator."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.decisions import Answer
from core.views.words import count, listed, spoken

CONTACT_QUESTIONS = frozenset({"contact_selection", "external_id_collision"})
PERSON_QUESTIONS = frozenset({"same_person"})
SEVERITY_TITLES: Mapping[str, str] = {"high": "High: holds somebody back", "medium": "Medium", "low": "Low"}
STATUS_TITLES: Mapping[str, str] = {
    "pending": "Open",
    "resolved": "Decided",
    "skipped": "Skipped",
    "obsolete": "Obsolete",
}
_SHORT_TITLES: Mapping[str, str] = {
    "contact_selection": "Contact",
    "external_id_collision": "External ID",
    "phone_mismatch": "Phone",
    "email_mismatch": "E-mail",
    "same_person": "Same person",
}
_ONLY_ONE = "there is one contact only, and it fits too little to be recommended."
_NO_RECOMMENDATION: Mapping[str, str] = {
    "contact_selection": "the contacts are too much alike to tell them apart by points.",
    "external_id_collision": "only somebody who knows the people can tell whose contact this is.",
    "phone_mismatch": "nobody can tell which side is newer.",
    "email_mismatch": "nobody can tell which side is newer.",
    "same_person": "only somebody who knows the people can tell whether they are one.",
}


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """A further answer to a question: its name on a button, what it leads to, and its key."""

    answer: Answer
    label: str
    meaning: str
    key: str


_NEW_CONTACT = AnswerWords(
    Answer.NEW_CONTACT,
    "New contact",
    "None of these. Givebutter makes a new contact when the file is imported; those shown stay as they are.",
    "N",
)
_DIFFERENT_PERSON = AnswerWords(
    Answer.DIFFERENT_PERSON,
    "Different person",
    "What is shown here belongs to somebody else. It is never offered for this mentor again.",
    "X",
)
_NEW_WITH_ID = AnswerWords(
    Answer.NEW_CONTACT,
    "New contact",
    "None of these. The id is taken from where it is, and Givebutter makes a new contact with it at the import.",
    "N",
)
_ID_MOVES = AnswerWords(
    Answer.DIFFERENT_PERSON,
    "Somebody else's",
    "The contact with this mentor's id belongs to somebody else: the id is taken from it and goes to this mentor.",
    "X",
)
_TWO_PEOPLE = AnswerWords(
    Answer.DIFFERENT_PERSON,
    "Two people",
    "Each stays a mentor of their own, and this is not asked again.",
    "X",
)
_OTHERS: Mapping[str, tuple[AnswerWords, ...]] = {
    "contact_selection": (_NEW_CONTACT, _DIFFERENT_PERSON),
    "external_id_collision": (_NEW_WITH_ID, _ID_MOVES),
    "same_person": (_TWO_PEOPLE,),
}


def short_title(conflict_type: str) -> str:
    """What a question is about, in a word or two."""
    return _SHORT_TITLES.get(conflict_type, spoken(conflict_type))


def signup_title(conflict_type: str, mn_id: str) -> str:
    """What stands above the sign-up's own values: which of two, where both sides are sign-ups."""
    return f"Later sign-up, {mn_id}" if conflict_type in PERSON_QUESTIONS else "Sign-up"


def other_answers(conflict_type: str) -> tuple[AnswerWords, ...]:
    """The answers to a kind of question besides its options, a typed value and skipping."""
    return _OTHERS.get(conflict_type, ())


def no_recommendation(conflict_type: str, options: int) -> str:
    """Why nothing is recommended, of so many options."""
    if conflict_type == "contact_selection" and options == 1:
        return _ONLY_ONE
    return _NO_RECOMMENDATION.get(conflict_type, "nothing speaks clearly for one of the answers.")


def holds_up(severity: str, hold: str | None, *, is_mentor: bool) -> str:
    """What waits for the answer. `hold` is why the person is held back from the import file, if they are."""
    if hold is None and severity != "high":
        return "Nobody is held back: the sign-up's value counts until you decide, but overwrites no newer one."
    if is_mentor:
        return "Holds up: the person is not in the import file, and keeps the contact they had."
    return "Holds up: the person is no mentor yet, and is not in the import file."


def answer_in_words(answer: str, value: str | None, options: Mapping[str, str], strangers: Collection[str]) -> str:
    """What was answered; `options` gives the name of each option's value, `strangers` are whom "all" means."""
    if answer == Answer.OPTION:
        return options.get(value or "", value or "")
    if answer == Answer.CUSTOM:
        return f"Typed: {value}"
    if answer == Answer.NEW_CONTACT:
        return "A new contact"
    if answer == Answer.DIFFERENT_PERSON:
        return _somebody_else(tuple(options.get(one, one) for one in ((value,) if value else strangers)), strangers)
    return "Skipped for now"


def _somebody_else(meant: tuple[str, ...], strangers: Collection[str]) -> str:
    if not meant:
        return _TWO_PEOPLE.label
    if not strangers:  # "Same person as MN0001" was offered
        return f"Not the {meant[0][0].lower()}{meant[0][1:]}"
    return f"{listed(meant)} {'is' if len(meant) == 1 else 'are'} somebody else's"


def taken_back(answers: int, reopened: int, restored: int) -> str:
    """What came of taking so many answers back."""
    if not answers:
        return "That answer was taken back already."
    opened = {0: "No question is open because of it", 1: "The question is open again"}
    words = opened.get(reopened, f"{count(reopened, 'question')} are open again")
    which = "Taken back" if answers == 1 else f"{count(answers, 'answer')} taken back"
    back = f" {count(restored, 'archived contact')} {'comes' if restored == 1 else 'come'} back." if restored else ""
    return f"{which}. {words}.{back}"
