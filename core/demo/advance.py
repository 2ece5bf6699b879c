"""Weeks go by in the invented season: people sign up, edit, give, train, and drop out."""

from collections.abc import Callable, Mapping
from typing import Any

from core.demo import week_forms, week_givebutter
from core.demo.dice import dice
from core.demo.store import DemoStore
from core.demo.week import Week

Summary = dict[str, list[Any]]
_HAPPENINGS: Mapping[str, Callable[[Week], list[Any]]] = {
    "new_signups": week_forms.sign_up,
    "changed_signups": week_forms.edit_signups,
    "new_setups": week_forms.set_up_pages,
    "new_trainings": week_forms.choose_trainings,
    "new_preferences": week_forms.name_partners,
    "deleted_submissions": week_forms.delete_submissions,
    "phones_edited": week_givebutter.edit_phones,
    "emails_edited": week_givebutter.edit_emails,
    "dropped": week_givebutter.drop_out,
    "donations": week_givebutter.give,
    "new_members": week_givebutter.join,
    "members_left": week_givebutter.leave,
    "new_contacts": week_givebutter.come_by,
    "archived_contacts": week_givebutter.archive,
}


def advance(store: DemoStore, weeks: int = 1) -> Summary:
    """What happens in so many weeks: ids by kind of happening. The same each time for the same world.

    Everything is dated now and the clock is not moved: a run that starts afterwards finds a busy week behind it.
    """
    summary: Summary = {name: [] for name in _HAPPENINGS}
    for _ in range(weeks):
        with store.database.transaction():
            for name, ids in _one_week(store).items():
                summary[name] += ids
    return summary


def _one_week(store: DemoStore) -> Summary:
    passed = int(store.database.fact("weeks") or 0) + 1
    store.database.remember("weeks", str(passed))
    week = Week(store, dice(f"{store.database.fact('seed')} week {passed}"), store.truth())
    happened = {name: happen(week) for name, happen in _HAPPENINGS.items()}
    week.keep()
    return happened
