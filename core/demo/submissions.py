"""The demo's Jotform: forms and their submissions, kept and listed as Jotform does it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.demo.clock import Clock, jotform_stamp
from core.demo.database import Database
from core.demo.forms import KINDS, TITLES, answered, answers_of, form_ids, listed_questions

MAX_LIMIT = 1000
_FILTERS = {
    "id:gt": "id_gt", "id:lt": "id_lt",
    "created_at:gt": "created_gt", "created_at:lt": "created_lt",
    "updated_at:gt": "updated_gt", "updated_at:lt": "updated_lt",
    "status:ne": "status_ne",
}  # fmt: skip
_BEFORE = " of season "  # how the forms of former seasons are kept apart from those of the present one
Document = dict[str, Any]


class Submissions:
    """Forms, questions and submissions. Forms go by their id or by their kind (`signup`, `setup`, ...)."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def create_forms(self, created_at: datetime, number: int = 0) -> None:
        """The four forms of the first season (0) or a later one, without submissions; older ones go by their id."""
        for kind in KINDS:
            self._database.execute("put_form_by", {"kind": kind, "former": f"{kind}{_BEFORE}{number - 1}"})
            questions = json.dumps(listed_questions(kind), ensure_ascii=False)
            row = {
                "id": form_ids(number)[kind],
                "kind": kind,
                "title": TITLES[kind],
                "created_at": jotform_stamp(created_at),
            }
            self._database.execute("save_form", {**row, "questions": questions})

    def form(self, key: str) -> Document | None:
        """A form with its questions, or `None`."""
        row = self._database.row("form", {"key": key})
        if row is None:
            return None
        kind = row["kind"].partition(_BEFORE)[0]
        return {**dict(row), "kind": kind, "questions": json.loads(row["questions"])}

    def counts(self, form_id: str) -> tuple[int, str | None]:
        """How many active submissions a form has, and when the last one came (New York time)."""
        row = self._database.row("form_counts", {"form_id": form_id})
        return (int(row["count"]), row["last"]) if row else (0, None)

    def page(self, form_id: str, query: Mapping[str, Any]) -> list[str]:
        """One page as JSON texts. `query`: offset, limit, order, descending, and `filter` as Jotform words it."""
        wanted = query.get("filter") or {}
        # Only text is compared; a number as a filter's value is ignored, as `id:gt` was seen to do.
        filters = {
            ours: wanted[theirs] if isinstance(wanted.get(theirs), str) else None for theirs, ours in _FILTERS.items()
        }
        for key in ("id_gt", "id_lt"):
            text = filters[key]
            filters[key] = int(text) if text is not None and text.isdigit() else None
        statement = "submissions_descending" if query.get("descending", True) else "submissions_ascending"
        limits = {"limit": min(query.get("limit", 20), MAX_LIMIT), "offset": query.get("offset", 0)}
        parameters = {"form_id": form_id, "order": query.get("order", "created_at"), **limits, **filters}
        return [row["doc"] for row in self._database.rows(statement, parameters)]

    def get(self, submission_id: str) -> Document | None:
        """One submission, or `None`."""
        row = self._database.row("submission", {"id": int(submission_id)})
        return json.loads(row["doc"]) if row else None

    def add(
        self,
        key: str,
        values: Mapping[str, object],
        *,
        at: datetime | None = None,
        updated_at: datetime | None = None,
        status: str = "ACTIVE",
    ) -> str:
        """A new submission with answers by question name (the usual ones or the form's present ones); its id."""
        form = self._known(key)
        moment = at or self._clock()
        document = blank_submission(self._free_id(moment), form["id"], moment, updated_at=updated_at, status=status)
        usual = {name: values[now] for now, name in _usual_names(form).items() if now in values}
        document["answers"] = answers_of(form["kind"], {**values, **usual}, _names(form))
        self.save(document)
        return str(document["id"])

    def edit(self, submission_id: str, values: Mapping[str, object], *, at: datetime | None = None) -> None:
        """Change some answers; `None` takes an answer away."""
        document = self._existing(submission_id)
        form = self._known(document["form_id"])
        by_name = {
            **{usual: now for now, usual in _usual_names(form).items()},
            **{now: now for now in _usual_names(form)},
        }
        for name, value in values.items():
            answer = next(answer for answer in document["answers"].values() if answer["name"] == by_name[name])
            answer.pop("answer", None)
            answer.pop("prettyFormat", None)
            answer.update({} if value is None else answered(answer["type"], value))
        document["updated_at"] = jotform_stamp(at or self._clock())
        self.save(document)

    def delete(self, submission_id: str, *, listed: bool = True) -> None:
        """Delete a submission: it stays listed as DELETED, or leaves the list."""
        if not listed:
            self._database.execute("remove_submission", {"id": int(submission_id)})
            return
        # `updated_at` stays: nothing is known that says otherwise, and so only a full listing shows it.
        self.save({**self._existing(submission_id), "status": "DELETED"})

    def rename_question(self, key: str, old: str, new: str) -> None:
        """The form's owner gives a question another name; Jotform shows it with every old answer too."""
        form = self._known(key)
        question = next(question for question in form["questions"].values() if question["name"] == old)
        question["name"] = new
        with self._database.transaction():
            self._database.execute(
                "save_form", {**form, "questions": json.dumps(form["questions"], ensure_ascii=False)}
            )
            for row in self._database.rows("form_submissions", {"form_id": form["id"]}):
                document = json.loads(row["doc"])
                document["answers"][question["qid"]]["name"] = new
                self.save(document)

    def save(self, document: Document) -> None:
        """Keep a submission as it is."""
        self._database.execute("save_submission", submission_row(document))

    def _known(self, key: str) -> Document:
        form = self.form(key)
        if form is None:
            raise KeyError(f"no form {key}")
        return form

    def _existing(self, submission_id: str) -> Document:
        document = self.get(submission_id)
        if document is None:
            raise KeyError(f"no submission {submission_id}")
        return document

    def _free_id(self, moment: datetime) -> int:
        candidate = submission_id_at(moment, 1)
        while self._database.row("submission", {"id": candidate}):
            candidate += 7
        return candidate


def submission_id_at(moment: datetime, offset: int) -> int:
    """A 19-digit id that grows with time; `offset` (below 300 million) tells those of one second apart."""
    return 6_000_000_000_000_000_000 + int(moment.timestamp()) * 300_000_000 + offset


def blank_submission(
    submission_id: int, form_id: str, at: datetime, *, updated_at: datetime | None = None, status: str = "ACTIVE"
) -> Document:
    """A submission without answers."""
    address = f"203.0.113.{submission_id % 254 + 1}"
    stamps = {"created_at": jotform_stamp(at), "status": status, "new": "1", "flag": "0", "notes": ""}
    edited = jotform_stamp(updated_at) if updated_at else None
    return {"id": str(submission_id), "form_id": form_id, "ip": address, **stamps, "updated_at": edited, "answers": {}}


def submission_row(document: Document) -> dict[str, object]:
    """The columns of a submission and the text that is served."""
    columns = {name: document[name] for name in ("form_id", "created_at", "updated_at", "status")}
    return {"id": int(document["id"]), **columns, "doc": json.dumps(document, ensure_ascii=False)}


def _names(form: Document) -> dict[str, str]:
    return {qid: question["name"] for qid, question in form["questions"].items()}


def _usual_names(form: Document) -> dict[str, str]:
    usual = listed_questions(form["kind"])
    return {question["name"]: usual[qid]["name"] for qid, question in form["questions"].items()}
