"""Both systems and what we believe, in memory: small enough to live through hundreds of seasons in a test."""

from dataclasses import replace
from datetime import timedelta

from core.decisions import Agreed, Answer, Decision
from core.outcome import Conflict, Outcome
from core.records import Contact, Source
from core.transform import transform
from tests.examples import NOW, contact, inputs, phone, season, signup

SEASON = season()
FIELDS = {"phone_mismatch": "phone", "email_mismatch": "personal_email"}
Question = tuple[str, str, frozenset[str]]


def mail(number: int) -> str:
    return f"p{number}@example.com"


class World:
    """Three people, two of them siblings with one phone, and some contacts; every act happens a day later."""

    def __init__(self) -> None:
        names = (("Avery", "Stone", 1), ("Jordan", "Stone", 1), ("Casey", "Brooks", 3))
        self.signups = {
            f"MN000{n}": signup(
                f"MN000{n}",
                first_name=first,
                last_name=last,
                phone=phone(number),
                personal_email=mail(n),
                uga_email=f"u{n}@uga.edu",
            )
            for n, (first, last, number) in enumerate(names, 1)
        }
        self.contacts: dict[int, Contact] = {}
        self.archived: dict[int, tuple[Contact, int]] = {}
        for fields in (
            {"phones": [phone(1)]},
            {"phones": [phone(1)], "emails": [mail(1)], "external_id": "MN0002"},
            {"first_name": None, "last_name": None, "phones": [phone(1)]},
            {"first_name": "Pat", "last_name": "Lee", "external_id": "MN0003", "phones": [phone(4)]},
            {"first_name": "Casey", "last_name": "Brooks", "phones": [phone(3)], "emails": [mail(3)]},
        ):
            self.add_contact(**fields)
        self.known, self.agreed = {}, {}
        self.decisions: list[Decision] = []
        self.decided = 0
        self.now = NOW
        self.outcome: Outcome = self.sync()

    def decide_all(self) -> Outcome:
        """What follows from everything as it is now; nothing is kept."""
        given = inputs(
            *self.signups.values(),
            contacts=self.contacts.values(),
            known=self.known.values(),
            decisions=self.decisions,
            agreed=self.agreed.values(),
        )
        return transform(given, SEASON, NOW)

    def sync(self) -> Outcome:
        """Bring what we believe up to date."""
        self.outcome = self.decide_all()
        self.known = {row.mn_id: row for row in self.outcome.mentors}
        self.agreed.update({(row.mn_id, row.field_name): row for row in self.outcome.agreed})
        return self.outcome

    def add_contact(self, **fields) -> int:
        contact_id = 101 + len(self.contacts) + len(self.archived)
        self.contacts[contact_id] = contact(contact_id, modified_at=NOW, **fields)
        return contact_id

    def edit_contact(self, contact_id: int, **fields) -> None:
        self.contacts[contact_id] = replace(self.contacts[contact_id], modified_at=self.tick(), **fields)

    def edit_signup(self, mn_id: str, **fields) -> None:
        self.signups[mn_id] = replace(self.signups[mn_id], updated_at=self.tick(), **fields)

    def decide(self, question: Conflict, answer: Answer, value: str | None) -> Decision:
        options = frozenset(option.value for option in question.options)
        self.decided += 1
        made = Decision(self.decided, question.mn_id, question.conflict_type, options, answer, value, self.tick())
        self.decisions.append(made)
        return made

    def undo(self, decision: Decision) -> None:
        """Take an answer back; what was archived because of it is restored."""
        self.decisions.remove(decision)
        for contact_id, (former, decision_id) in list(self.archived.items()):
            if decision_id == decision.decision_id:
                self.contacts[contact_id] = former
                del self.archived[contact_id]

    def deliver(self) -> None:
        """Do in Givebutter what decisions ask for."""
        for moving in self.outcome.releases:
            self.edit_contact(moving.contact_id, external_id=None)
        for loser in self.outcome.archivals:
            if loser.decision_id is not None:
                self.archived[loser.contact_id] = (self.contacts.pop(loser.contact_id), loser.decision_id)

    def hand_out(self) -> list[str]:
        """Download the import file; the mentor ids in it."""
        for row in self.outcome.export.ready:
            mentor = self.known[row.mn_id]
            for field, have in (("phone", "phones"), ("personal_email", "emails")):
                origin = mentor.provenance.get(field)
                if origin and origin.source is Source.SIGNUP:
                    old = next(iter(getattr(self.contacts.get(mentor.gb_contact_id), have, ())), None)
                    before = self.agreed.get((row.mn_id, field), Agreed(row.mn_id, field, None))
                    self.agreed[row.mn_id, field] = replace(before, exported=getattr(mentor, field), exported_over=old)
        return [row.mn_id for row in self.outcome.export.ready]

    def take_in(self, mn_ids: list[str]) -> None:
        """Givebutter imports the file: contacts get what it says, and keep what they had besides."""
        for mentor in (self.known[mn_id] for mn_id in mn_ids):
            contact_id = mentor.gb_contact_id or self.add_contact(
                first_name=mentor.first_name, last_name=mentor.last_name
            )
            had = self.contacts[contact_id]
            phones = tuple(dict.fromkeys(filter(None, (mentor.phone, *had.phones))))
            emails = tuple(dict.fromkeys(filter(None, (mentor.personal_email, mentor.uga_email, *had.emails))))
            self.edit_contact(contact_id, external_id=mentor.mn_id, phones=phones, emails=emails)

    def tick(self):
        self.now += timedelta(days=1)
        return self.now
