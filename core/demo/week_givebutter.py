"""What happens on Givebutter within a week."""

from core.demo.cast import spare_phone
from core.demo.names import BOYS, GIRLS, SURNAMES
from core.demo.numbers import crowd_phone, email_of
from core.demo.week import Week

_STRANGERS = 1_200_000


def edit_phones(week: Week) -> list[int]:
    """Staff note new phones of mentors; the contact ids."""
    edited = []
    for truth in week.some(4, lambda truth: truth["winner"]):
        week.store.edit_contact(truth["winner"], phones=[spare_phone(truth["number"], 3)])
        edited.append(truth["winner"])
    return edited


def edit_emails(week: Week) -> list[int]:
    """Staff note new addresses of mentors; the contact ids."""
    edited = []
    for truth in week.some(3, lambda truth: truth["winner"]):
        week.store.edit_contact(truth["winner"], emails=[f"moved.{truth['number']}@post.example.com"])
        edited.append(truth["winner"])
    return edited


def drop_out(week: Week) -> list[str]:
    """Mentors drop out: staff tag their contacts; the mentor ids."""
    dropped = week.some(3, lambda truth: truth["winner"] and truth["mn_id"] and not truth["is_dropped"])
    for truth in dropped:
        truth["is_dropped"] = True
        week.store.add_tags(truth["winner"], [week.store.season.dropped_tag])
    return [truth["mn_id"] for truth in dropped]


def give(week: Week) -> list[int]:
    """Gifts come in on mentors' pages; the member ids."""
    given = []
    for truth in week.some(60, lambda truth: truth["members"]):
        member = week.store.members.get(truth["members"][0])
        if member is not None:
            raised = round(member["raised"] + week.rng.choice((10, 20.5, 25, 50)), 2)
            week.store.edit_member(member["id"], raised=raised, donors=member["donors"] + 1)
            given.append(member["id"])
    return given


def join(week: Week) -> list[int]:
    """Mentors open a page; the member ids."""
    joined = []
    for truth in week.some(5, lambda truth: truth["winner"] and not truth["members"]):
        contact = week.store.contacts.get(truth["winner"]) or {}
        reach = {"email": contact["primary_email"], "phone": contact["primary_phone"]}
        truth["members"].append(
            week.store.add_member(first_name=contact["first_name"], last_name=contact["last_name"], **reach)
        )
        joined.append(truth["members"][-1])
    return joined


def leave(week: Week) -> list[int]:
    """Members leave the campaign; the member ids."""
    left = []
    for truth in week.some(2, lambda truth: truth["members"]):
        left.append(truth["members"].pop())
        week.store.remove_member(left[-1])
    return left


def come_by(week: Week) -> list[int]:
    """Other people become contacts; the contact ids."""
    new = []
    for _ in range(20):
        contact_id = week.store.contacts.next_id()
        first, last = week.rng.choice(GIRLS + BOYS), week.rng.choice(SURNAMES)
        phone = crowd_phone(_STRANGERS + contact_id % 200_000)
        emails = [email_of(first, last, contact_id)]
        new.append(
            week.store.add_contact(first_name=first, last_name=last, tags=["Newsletter"], emails=emails, phones=[phone])
        )
    return new


def archive(week: Week) -> list[int]:
    """Staff archive duplicates of mentors; the contact ids."""
    archived = []
    for truth in week.some(4, lambda truth: len(truth["contacts"]) > 1 and truth["winner"]):
        duplicate = next(contact for contact in truth["contacts"] if contact != truth["winner"])
        truth["contacts"].remove(duplicate)
        truth["archived_contacts"].append(duplicate)
        week.store.archive_contact(duplicate)
        archived.append(duplicate)
    return archived
