"""A person of the season: the sign-up that counts, and what is remembered from earlier ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.mentors import Mentor
from core.records import PartnerPreference, SetupForm, Signup, TrainingSignup
from core.rules.names import Name, name_of

Form = Signup | SetupForm | TrainingSignup | PartnerPreference


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed up. `former_ids`, the latest first, are mentor ids of the `superseded` sign-ups.

    `person_id` is under which the person is known; `None`: not known until now.
    `may_be` are mentor ids of people who signed up before and may be this very person: somebody is asked.
    """

    mn_id: str
    signup: Signup
    superseded: tuple[Signup, ...] = ()
    former_ids: tuple[str, ...] = ()
    person_id: int | None = None
    may_be: tuple[str, ...] = ()
    name: Name = field(init=False)
    names: tuple[Name, ...] = field(init=False)
    phones: frozenset[str] = field(init=False)
    emails: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", name_of(self.signup))
        object.__setattr__(self, "names", tuple(dict.fromkeys(map(name_of, self.submissions))))
        object.__setattr__(self, "phones", frozenset(form.phone for form in self.submissions if form.phone))
        object.__setattr__(self, "emails", frozenset().union(*map(emails_of, self.submissions)))

    @property
    def submissions(self) -> tuple[Signup, ...]:
        """All sign-ups of the person, the one that counts first."""
        return (self.signup, *self.superseded)

    @property
    def university_emails(self) -> frozenset[str]:
        """The addresses typed as those of the university, which gives each person an own one."""
        return frozenset(form.uga_email for form in self.submissions if form.uga_email)

    @property
    def ids(self) -> tuple[str, ...]:
        """The mentor id and the former ones."""
        return (self.mn_id, *self.former_ids)


def emails_of(signup: Signup) -> frozenset[str]:
    """The personal and the university e-mail, as far as they are known."""
    return frozenset(email for email in (signup.personal_email, signup.uga_email) if email)


def recency(form: Form) -> tuple[int, str]:
    """The order in which submissions replace each other: the one sent last counts, whichever was edited since."""
    return id_order(form.submission_id)


def id_order(submission_id: str) -> tuple[int, str]:
    """Submission ids are numbers written as text: a longer one is a later one."""
    return (len(submission_id), submission_id)


def by_id(people: Iterable[Person]) -> dict[str, Person]:
    """Everybody under the current and every former mentor id."""
    return {mn_id: person for person in people for mn_id in person.ids}


def row_before(person: Person, known: Mapping[str, Mentor]) -> Mentor | None:
    """The person's row until now (`identify` put it under today's id, whatever its own is)."""
    return known.get(person.mn_id)
