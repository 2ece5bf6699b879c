"""What people decided, and what both sides last agreed on: inputs of every later run."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# Of the options of a question, in their order. N, S, U and X are the keys of other answers.
LETTERS = "ABCDEFGHIJKLMOPQRTVWYZ"


class Answer(StrEnum):
    """How a conflict can be answered."""

    OPTION = "option"
    CUSTOM = "custom"
    NEW_CONTACT = "new_contact"
    DIFFERENT_PERSON = "different_person"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Decision:
    """A standing answer. `options` are the values there were to choose from.

    `value` is the chosen or typed one; for `DIFFERENT_PERSON` the contact meant, `None`: all options.
    It is about the person `person_id`, whoever has the mentor id now.
    """

    decision_id: int
    mn_id: str
    conflict_type: str
    options: frozenset[str]
    answer: Answer
    value: str | None
    decided_at: datetime
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What sign-up and contact last agreed on for a field of a mentor.

    `exported` is the sign-up's value that was last handed out in an import file, `exported_over` what the
    contact had then. `contact_id` is the contact with which it was agreed: another one agreed to nothing.
    """

    mn_id: str
    field_name: str
    agreed: str | None
    exported: str | None = None
    exported_over: str | None = None
    contact_id: int | None = None
