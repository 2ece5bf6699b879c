import re
from dataclasses import fields
from pathlib import Path

from core import mentors
from core.mentors import Mentor
from core.records import Source
from core.rules.fields import FIELD_RULES, STAFF_FIELDS

GUARDS = Path(__file__).parents[2] / "sql" / "migrations" / "0002_guards.up.sql"


def test_the_database_guards_exactly_the_fields_of_the_table():
    seeded = re.findall(r"\('(\w+)', (true|false), (true|false)\)", GUARDS.read_text(encoding="utf-8"))
    rules = {rule.name: (rule.significant, rule.staff_only) for rule in FIELD_RULES}
    assert rules == {name: (significant == "true", staff == "true") for name, significant, staff in seeded}


def test_every_field_of_a_mentor_has_one_rule():
    assert sorted(rule.name for rule in FIELD_RULES) == sorted(
        field.name for field in fields(Mentor) if field.name != "provenance"
    )


def test_only_staff_write_staff_fields():
    assert STAFF_FIELDS == ("training_at", "fundraised_at", "notes", "offline_raised")


def test_people_are_asked_only_where_phone_or_personal_email_disagree():
    assert [rule.name for rule in FIELD_RULES if rule.ask] == ["phone", "personal_email"]


def test_the_training_form_knows_the_class_better_than_the_sign_up():
    sources = {rule.name: rule.sources for rule in FIELD_RULES}
    assert sources["uga_class"] == (Source.TRAINING, Source.SIGNUP)
    assert sources["shift_preference"] == (Source.PREFERENCE, Source.SIGNUP)


def test_every_rule_says_why():
    assert all(rule.why for rule in FIELD_RULES)


def test_the_rules_and_the_records_name_the_same_staff_fields():
    assert set(STAFF_FIELDS) == set(mentors.STAFF_FIELDS)
