"""The four Jotform forms of the invented season: their questions, and what an answer looks like."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SIGNUP, SETUP, TRAINING, PREFERENCE = KINDS = ("signup", "setup", "training", "preference")
FORM_IDS: Mapping[str, str] = {
    SIGNUP: "252200417736051",
    SETUP: "252260839914058",
    TRAINING: "252431166507052",
    PREFERENCE: "252611740982063",
}
_ID_PER_SEASON = 10**13  # the ids of a later season's forms begin with its year, as Jotform's do
TITLES: Mapping[str, str] = {
    SIGNUP: "Mentor Sign-up",
    SETUP: "Fundraising Page Setup",
    TRAINING: "Mentor Training Sign-up",
    PREFERENCE: "Partner and Shift Preference",
}
CLASSES = ("Freshman", "Sophomore", "Junior", "Senior", "Grad. Student")
SHIFTS = ("Morning", "Afternoon", "No Preference")
_NAME_PARTS = {
    "prefix": "Preferred Name",
    "first": "Legal First Name",
    "middle": "Middle Name",
    "last": "Last Name",
    "suffix": "Suffix",
}
_PHONE_PARTS = {
    "country": "Country Code",
    "area": "Area Code",
    "phone": "Phone Number",
    "full": "Phone Number",
    "masked": "Please enter a valid phone number.",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form. `in_answers` are the extras that Jotform repeats with every answer."""

    qid: str
    name: str
    text: str
    kind: str
    options: tuple[str, ...] = ()
    sublabels: Mapping[str, str] = field(default_factory=dict)
    in_answers: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)


def _name(qid: str) -> Question:
    return Question(
        qid,
        "fullName",
        "Full Name",
        "control_fullname",
        sublabels=_NAME_PARTS,
        extras={"prefix": "Yes", "middle": "Yes", "suffix": "No"},
    )


def _phone(qid: str, name: str, text: str) -> Question:
    mask = {"countryCode": "No", "inputMask": "disable", "inputMaskValue": "(###) ###-####"}
    return Question(qid, name, text, "control_phone", sublabels=_PHONE_PARTS, in_answers=mask, extras=mask)


def _choice(qid: str, name: str, text: str, options: tuple[str, ...]) -> Question:
    return Question(qid, name, text, "control_dropdown", options=options, extras={"special": "None"})


def _mn_id_counter(qid: str) -> Question:
    counter = {
        "characters": "",
        "currentIndex": "990",
        "generationType": "sequential",
        "idLength": "",
        "idPadding": "4",
        "idPrefix": "MN",
        "widgetType": "",
    }
    return Question(qid, "mnid", "Mentor ID", "control_autoincrement", in_answers={"selectedField": ""}, extras=counter)


def _head(text: str) -> Question:
    return Question("1", "heading", text, "control_head")


def _submit(qid: str) -> Question:
    return Question(qid, "submit", "Submit", "control_button")


FORMS: Mapping[str, tuple[Question, ...]] = {
    SIGNUP: (
        _head(TITLES[SIGNUP]),
        _name("3"),
        Question("4", "ugaEmail", "University Email", "control_email"),
        Question("5", "personalEmail", "Personal Email", "control_email"),
        _phone("6", "mnPhone", "Phone Number"),
        _choice("7", "ugaClass", "Class", CLASSES),
        _choice("8", "gender", "Gender", ("Male", "Female", "Other")),
        _choice("9", "shirtSize", "Shirt size", ("XS", "S", "M", "L", "XL", "2XL")),
        _choice("10", "shiftPreference", "Which shift do you prefer?", SHIFTS),
        Question("12", "daysAvailable", "Days you can help before", "control_checkbox", options=("Friday", "Saturday")),
        Question("13", "photo", "Photo", "control_fileupload"),
        _mn_id_counter("14"),
        _submit("2"),
    ),
    SETUP: (
        _head(TITLES[SETUP]),
        Question("3", "mnid", "Mentor ID", "control_textbox"),
        Question("4", "personalEmail", "Personal Email", "control_email"),
        _phone("5", "phoneNumber", "Phone Number"),
        Question("6", "story", "Why do you mentor?", "control_textarea"),
        _submit("2"),
    ),
    TRAINING: (
        _head(TITLES[TRAINING]),
        Question("3", "email", "Email", "control_email"),
        _phone("4", "phone", "Phone Number"),
        _choice("5", "ugaClass", "Class", CLASSES),
        _choice("6", "sessionDate", "Training date", ()),
        _choice("7", "sessionTime", "Training time", ()),
        _submit("2"),
    ),
    PREFERENCE: (
        _head(TITLES[PREFERENCE]),
        Question("3", "mnid", "Mentor ID", "control_textbox"),
        _phone("4", "mnPhone", "Your Phone Number"),
        _phone("5", "partnerPhone", "Your partner's Phone Number"),
        _choice("6", "shiftPref", "Shift", SHIFTS),
        Question("7", "partnerNotes", "Anything else?", "control_textarea"),
        _submit("2"),
    ),
}  # fmt: skip


def form_ids(number: int) -> dict[str, str]:
    """The ids of the four forms in the first season (0), or so many seasons later."""
    return {kind: str(int(form_id) + number * _ID_PER_SEASON) for kind, form_id in FORM_IDS.items()}


def listed_questions(kind: str) -> dict[str, dict[str, Any]]:
    """What `GET /form/{id}/questions` shows: an object by qid, every value a string."""
    return {question.qid: _listed(question, str(order)) for order, question in enumerate(FORMS[kind], start=1)}


def _listed(question: Question, order: str) -> dict[str, Any]:
    optional = {"sublabels": dict(question.sublabels)} if question.sublabels else {}
    options = {"options": "|".join(question.options)} if question.options else {}
    plain = {"name": question.name, "order": order, "qid": question.qid, "text": question.text, "type": question.kind}
    return {**plain, "required": "No", **options, **optional, **question.extras}


def answers_of(kind: str, values: Mapping[str, object], names: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The `answers` of a submission: every question is listed, unanswered ones without an `answer`.

    `values` go by the usual question names; `names` (qid -> name) are what the form's owner calls them now.
    """
    return {
        question.qid: _answer(question, names.get(question.qid, question.name), str(order), values.get(question.name))
        for order, question in enumerate(FORMS[kind], start=1)
    }


def _answer(question: Question, name: str, order: str, value: object) -> dict[str, Any]:
    # Jotform sends the sublabels of an answer as JSON text, those of a question as an object.
    sublabels = {"sublabels": json.dumps(dict(question.sublabels))} if question.sublabels else {}
    listed = {
        **question.in_answers,
        "name": name,
        "order": order,
        **sublabels,
        "text": question.text,
        "type": question.kind,
    }
    if question.kind == "control_fileupload" and value is None:
        return {**listed, "answer": []}
    return listed if value is None else {**listed, **answered(question.kind, value)}


def answered(kind: str, value: object) -> dict[str, Any]:
    """The answer and its pretty form, as Jotform words them for a kind of question."""
    if kind == "control_phone" and isinstance(value, str):
        return {"answer": {"full": value}, "prettyFormat": value}
    if kind == "control_fullname" and isinstance(value, Mapping):
        parts = [str(value[part]) for part in ("prefix", "first", "middle", "last") if value.get(part)]
        return {"answer": dict(value), "prettyFormat": " ".join(parts)}
    if kind == "control_checkbox" and isinstance(value, list):
        return {"answer": value, "prettyFormat": "; ".join(str(part) for part in value)}
    return {"answer": value}
