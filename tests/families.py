"""Invented families whose truth is known: siblings, twins, parents, shared phones and addresses, second sign-ups."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from core.records import Contact, Signup
from tests.examples import NOW, SIGNED_UP, contact, phone, signup

TWINS = (
    ("Anna", "Hannah"), ("Emma", "Emily"), ("Jack", "John"), ("Harry", "Henry"), ("Sadie", "Sarah"), ("Eric", "Erin"),
    ("Julia", "Julie"), ("Christian", "Christiana"), ("Ella", "Ellen"), ("Mary Kate", "Mary Beth"),
    ("Bailey", "Hailey"), ("Daniel", "Danielle"), ("Lena", "Helena"), ("Marie", "Mary"),
)  # fmt: skip
FIRSTS = ("Avery", "Jordan", "Katherine", "Robert", "Zoë", "Đức", "Øyvind", "Maddison", "Rowan", "Łucja", "Thomas")
SHORT = {"Katherine": "Kate", "Robert": "Bob", "Maddison": "Maddie", "Thomas": "Tom", "Zoë": "Zoe", "Đức": "Duc"}
LASTS = ("Stone", "Brooks", "Nguyễn", "O'Neil", "de la Cruz", "Großmann", "Ås")
FILLERS = (None, None, None, "N/A", "none", "same", "-", ".", "x", "null", "Ms.", "no preference", "see above")


@dataclass(frozen=True)
class Family:
    """Sign-ups and contacts of one family; `owner` says whose a sign-up or a contact is."""

    signups: tuple[Signup, ...]
    contacts: tuple[Contact, ...]
    owner: dict[str | int, str]


def families(seed: int, number: int) -> Iterator[Family]:
    """So many families, the same ones for the same seed; ids and phones are nobody else's."""
    rng = Random(seed)
    return (_family(rng, index) for index in range(number))


def _family(rng: Random, index: int) -> Family:
    last, shared_phone, shared_email = rng.choice(LASTS), phone(index * 20), f"family{index}@example.com"
    firsts = rng.choice(TWINS) if rng.random() < 0.5 else tuple(rng.sample(FIRSTS, rng.choice((1, 2, 3))))
    forms: list[tuple[str, Signup]] = []
    for number, first in enumerate(firsts):
        mine = {
            "phone": shared_phone if rng.random() < 0.7 else phone(index * 20 + 1 + number),
            "personal_email": shared_email if rng.random() < 0.6 else f"child{index}x{number}@example.com",
            "uga_email": _university(rng, f"f{index}x{number}x11"),
            "preferred_name": rng.choice(FILLERS),
            "first_name": first,
            "last_name": last,
        }
        forms += [(first, signup(None, **mine))]
        forms += [(first, again(rng, forms[-1][1])) for _ in range(rng.choice((0, 0, 0, 1, 2)))]
    rng.shuffle(forms)
    signups = {f"{index * 100 + at + 1:07}": (first, form) for at, (first, form) in enumerate(forms)}
    made = tuple(
        replace(form, submission_id=key, mn_id=f"MN{key}", submitted_at=SIGNED_UP + timedelta(minutes=int(key)))
        for key, (_, form) in signups.items()
    )
    owner: dict[str | int, str] = {key: f"{index} {first}" for key, (first, _) in signups.items()}
    found = tuple(_contacts(rng, index, last, (shared_phone, shared_email), made, owner))
    return Family(made, found, owner)


def again(rng: Random, form: Signup) -> Signup:
    """The same person signs up once more: by a short name, with a typing error, another address, or none."""
    first = form.first_name or ""
    slips = (
        {}, {"first_name": SHORT.get(first, first)}, {"phone": None}, {"personal_email": None},
        {"uga_email": None}, {"uga_email": (form.uga_email or "a@example.edu").replace(".edu", ".eud")},
        {"first_name": first[:-2] + first[-1] + first[-2] if len(first) > 4 else first},
        {"preferred_name": rng.choice(FILLERS)}, {"first_name": first.upper()},
    )  # fmt: skip
    return replace(form, **rng.choice(slips))


def _university(rng: Random, name: str) -> str | None:
    return rng.choice((f"{name}@uga.edu", f"{name}@uga.edu", f"{name}@uga.edu", None, f"{name}@gmial.com"))


def _contacts(
    rng: Random, index: int, last: str, parents: tuple[str, str], made: tuple[Signup, ...], owner: dict
) -> Iterator[Contact]:
    """A parent's contact, and those of some of the children, one of whom may have dropped out."""
    if rng.random() < 0.5:
        owner[index * 100 + 1] = f"{index} parent"
        yield contact(index * 100 + 1, first_name="Linda", last_name=last, phones=parents[:1], emails=parents[1:])
    for number, form in enumerate(made, 2):
        if rng.random() < 0.4:
            owner[index * 100 + number] = owner[form.submission_id]
            mine = [email for email in (form.personal_email, form.uga_email) if email]
            tags = ["Mentors 2025", *(["Dropped 25"] if rng.random() < 0.2 else [])]
            yield contact(
                index * 100 + number, first_name=form.first_name, last_name=last, emails=mine, tags=tags,
                phones=[form.phone] if form.phone else [], modified_at=NOW - timedelta(days=rng.randrange(300)),
            )  # fmt: skip
