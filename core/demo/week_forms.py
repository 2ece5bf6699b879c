"""What happens on Jotform within a week."""

from datetime import timedelta
from typing import Any

from core.demo.cast import invent_person, spare_phone
from core.demo.dice import chance
from core.demo.forms import PREFERENCE, SETUP, SIGNUP, TRAINING
from core.demo.numbers import typed_phone
from core.demo.truth import unknown_truth
from core.demo.typed import training_session, typed_signup
from core.demo.week import Truth, Week

_FIRST_NUMBER = 5_000


def sign_up(week: Week) -> list[str]:
    """New people sign up; some of them have given before. Their mentor ids."""
    numbered = [int(truth["mn_id"][2:]) for truth in week.people if truth["mn_id"]]
    number = max([_FIRST_NUMBER, *(truth["number"] + 1 for truth in week.people)])
    new = [f"MN{max(numbered, default=0) + place:04}" for place in range(1, 13)]
    for place, mn_id in enumerate(new):
        _welcome(week, number + place, mn_id)
    return new


def edit_signups(week: Week) -> list[str]:
    """Some sign-ups are edited: another phone, another shirt. Their submission ids."""
    edited = []
    for truth in week.some(6, lambda truth: truth["submissions"][SIGNUP]):
        submission = truth["submissions"][SIGNUP][-1]
        answers: Any = (
            {"shirtSize": "XL"}
            if truth["number"] % 2
            else {"mnPhone": typed_phone(week.rng, spare_phone(truth["number"], 1))}
        )
        week.store.edit_submission(submission, **answers)
        edited.append(submission)
    return edited


def set_up_pages(week: Week) -> list[str]:
    """Setup forms come in; their submission ids."""
    without = week.some(10, lambda truth: truth["mn_id"] and not truth["submissions"][SETUP])
    return [week.file(SETUP, truth, {"mnid": truth["mn_id"]}) for truth in without]


def choose_trainings(week: Week) -> list[str]:
    """Training sign-ups come in; their submission ids."""
    filed = []
    for truth in week.some(15, lambda truth: truth["winner"] and not truth["submissions"][TRAINING]):
        contact = week.store.contacts.get(truth["winner"]) or {}
        session = training_session(week.rng, week.store.clock())
        filed.append(
            week.file(
                TRAINING, truth, {"email": contact["primary_email"], "phone": contact["primary_phone"], **session}
            )
        )
    return filed


def name_partners(week: Week) -> list[str]:
    """Partner forms come in; their submission ids."""
    filed = []
    for truth in week.some(6, lambda truth: truth["mn_id"] and not truth["submissions"][PREFERENCE]):
        partner = spare_phone(week.rng.choice(week.people)["number"], 0)
        shift = week.rng.choice(("Morning", "Afternoon"))
        filed.append(
            week.file(PREFERENCE, truth, {"mnid": truth["mn_id"], "partnerPhone": partner, "shiftPref": shift})
        )
    return filed


def delete_submissions(week: Week) -> list[str]:
    """Training sign-ups are deleted: one stays listed as DELETED, one leaves the list."""
    deleted: list[str] = []
    for truth in week.some(2, lambda truth: len(truth["submissions"][TRAINING]) == 1):
        submission = truth["submissions"][TRAINING].pop()
        week.store.delete_submission(submission, listed=not deleted)
        deleted.append(submission)
    return deleted


def _welcome(week: Week, number: int, mn_id: str) -> None:
    person = invent_person(week.rng, number, week.store.clock() - timedelta(minutes=1), frozenset())
    truth: Truth = {**unknown_truth(), "number": number, "mn_id": mn_id}
    week.file(SIGNUP, truth, {**typed_signup(week.rng, person), "mnid": mn_id})
    if chance(week.rng, 60):
        reach: Any = {"emails": [person.personal_email or person.uga_email], "phones": [person.phone]}
        truth["winner"] = week.store.add_contact(first_name=person.first, last_name=person.last, **reach)
        truth["contacts"].append(truth["winner"])
    week.people.append(truth)
    week.changed.add(number)
