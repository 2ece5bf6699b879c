from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.records import Source
from core.transform import transform
from tests.examples import (
    NOW,
    SIGNED_UP,
    contact,
    inputs,
    member,
    mentor,
    phone,
    preference,
    season,
    setup,
    signup,
    training,
)

LATER = SIGNED_UP + timedelta(days=3)
TIE = [contact(101, phones=[phone(1)]), contact(102, phones=[phone(1)])]


def outcome(*signups, **records):
    return transform(inputs(*signups, **records), season(), NOW)


def only(*signups, **records):
    (row,) = outcome(*signups, **records).mentors
    return row


def origin(row, field):
    found = row.provenance[field]
    return (found.source, found.record_id)


def test_every_form_contributes_its_fields():
    row = only(
        signup(gender="Female", shirt_size="M", shift_preference="Morning", uga_class="Junior"),
        setups=[setup(mn_id="MN0001")],
        trainings=[training(phone=phone(1), uga_class="Senior", submitted_at=LATER)],
        preferences=[preference(mn_id="MN0001", partner_phone=phone(9), partner_notes="my roommate")],
        members=[member(501, phone=phone(1), raised=Decimal("82.5"), url="https://givebutter.com/x/avery")],
        contacts=[contact(101, phones=[phone(1)])],
    )
    assert (row.gender, row.shirt_size, row.shift_preference, row.uga_class) == ("Female", "M", "Morning", "Senior")
    assert (row.setup_submission_id, row.training_signup_at) == ("7001", LATER)
    assert (row.partner_phone, row.partner_notes) == (phone(9), "my roommate")
    assert (row.campaign_member, row.gb_member_id, row.amount_raised) == (True, 501, Decimal("82.50"))
    assert row.fundraising_page_url == "https://givebutter.com/x/avery"
    assert row.gb_contact_id == 101


def test_every_value_remembers_where_it_comes_from():
    row = only(
        signup(uga_class="Junior"),
        trainings=[training("77", phone=phone(1))],
        members=[member(501, phone=phone(1))],
        contacts=[contact(101, phones=[phone(1)])],
    )
    assert origin(row, "uga_class") == (Source.SIGNUP, "9001")
    assert origin(row, "training_signup_at") == (Source.TRAINING, "77")
    assert origin(row, "amount_raised") == (Source.MEMBER, "501")
    assert origin(row, "gb_contact_id") == (Source.MATCH, "101")


def test_what_nobody_knows_stays_unknown_and_comes_from_nowhere():
    row = only(signup())
    assert (row.amount_raised, row.uga_class, row.gb_contact_id) == (None, None, None)
    assert (row.campaign_member, row.dropped) == (False, False)
    assert {"amount_raised", "uga_class", "gb_contact_id", "campaign_member", "dropped"}.isdisjoint(row.provenance)


def test_nothing_raised_is_not_unknown():
    assert only(signup(), members=[member(phone=phone(1))]).amount_raised == Decimal("0.00")


def test_an_amount_nobody_knows_is_not_zero():
    assert only(signup(), members=[member(phone=phone(1), raised=None)]).amount_raised is None


def test_the_sign_up_knows_the_phone_better_than_the_contact():
    row = only(signup(personal_email="a@example.com"), contacts=[contact(phones=[phone(5)], emails=["a@example.com"])])
    assert row.phone == phone(1)


def test_the_contact_fills_what_the_sign_up_lacks():
    found = contact(101, phones=[phone(5)], emails=["dept@uga.edu", "a@uga.edu", "a@example.com"])
    row = only(signup(phone=None, uga_email="a@uga.edu"), contacts=[found])
    assert (row.phone, row.personal_email, row.uga_email) == (phone(5), "a@example.com", "a@uga.edu")
    assert origin(row, "phone") == (Source.CONTACT, "101")
    row = only(signup(), contacts=[contact(101, phones=[phone(1)], emails=["a@uga.edu"])])
    assert (row.personal_email, row.uga_email) == (None, "a@uga.edu")


def test_the_partner_form_knows_the_shift_better_than_the_sign_up():
    form = preference(mn_id="MN0001", shift_preference="Afternoon")
    assert only(signup(shift_preference="Morning"), preferences=[form]).shift_preference == "Afternoon"


def test_staff_fields_are_carried_along_untouched():
    staff = {"training_at": LATER, "fundraised_at": LATER, "notes": "brings cake", "offline_raised": Decimal("5.00")}
    row = only(signup(), known=[mentor(**staff)])
    assert {name: getattr(row, name) for name in staff} == staff


def test_a_drop_counts_on_any_contact_of_the_person():
    won = contact(101, external_id="MN0001", phones=[phone(1)])
    row = only(signup(), contacts=[won, contact(102, phones=[phone(1)], tags=["dropped 25"])])
    assert row.gb_contact_id == 101
    assert (row.dropped, origin(row, "dropped")) == (True, (Source.CONTACT, "102"))


def test_a_drop_counts_on_a_mass_mail_contact():
    mass = contact(101, emails=["a@uga.edu"], tags=["Dropped 25"])
    assert only(signup(uga_email="a@uga.edu"), contacts=[mass]).dropped is True


def test_a_drop_of_a_sibling_does_not_count():
    people = signup(), signup("MN0002", first_name="Jordan", phone=phone(1))
    averys = contact(101, external_id="MN0001", phones=[phone(1)], tags=["Dropped 25"])
    jordans = contact(102, first_name="Jordan", external_id="MN0002", phones=[phone(1)])
    assert [row.dropped for row in outcome(*people, contacts=[averys, jordans]).mentors] == [True, False]


def test_a_doubtful_contact_says_nothing_about_a_drop():
    own = contact(101, phones=[phone(1)])
    brother = contact(102, first_name="Jordan", phones=[phone(1)], tags=["Dropped 25"])
    assert only(signup(), contacts=[own, brother]).dropped is False


def test_last_years_drop_is_no_drop():
    assert only(signup(), contacts=[contact(phones=[phone(1)], tags=["Dropped 24"])]).dropped is False


# Who stays, who goes, who comes back


def test_a_mentor_whose_sign_up_is_gone_is_withdrawn_never_deleted():
    known = mentor(gb_contact_id=101, provenance={}, uga_class="Junior")
    row = only(known=[known])
    assert (row.withdrawn_at, row.gb_contact_id, row.uga_class) == (NOW, None, "Junior")


def test_a_withdrawn_mentor_stays_as_they_are():
    known = mentor(withdrawn_at=LATER)
    assert outcome(known=[known]).mentors == (known,)


def test_a_withdrawn_mentor_who_is_back_takes_part_again():
    row = only(signup(), known=[mentor(withdrawn_at=LATER, notes="was ill")])
    assert (row.withdrawn_at, row.notes) == (None, "was ill")


def test_what_staff_noted_about_a_withdrawn_mentor_is_brought_to_mind():
    issues = outcome(known=[mentor("MN0001", notes="paid in cash"), mentor("MN0002")]).issues
    assert [(issue.error_type, issue.mn_id) for issue in issues] == [("withdrawn_with_staff_fields", "MN0001")]


def test_whoever_signed_up_again_keeps_the_row():
    again = signup("MN0002", phone=phone(1), submitted_at=LATER)
    result = outcome(signup(), again, known=[mentor("MN0001", training_at=LATER)])
    assert result.renamed == {"MN0001": "MN0002"}
    assert [(row.mn_id, row.training_at) for row in result.mentors] == [("MN0002", LATER)]


def test_of_two_rows_of_one_person_the_current_id_stays():
    again = signup("MN0002", phone=phone(1), submitted_at=LATER)
    result = outcome(signup(), again, known=[mentor("MN0001", notes="cash"), mentor("MN0002")])
    assert result.renamed == {}
    assert [(row.mn_id, row.withdrawn_at) for row in result.mentors] == [("MN0002", None), ("MN0001", NOW)]
    assert "withdrawn_with_staff_fields" in {issue.error_type for issue in result.issues}


def test_a_row_in_use_is_kept_rather_than_a_withdrawn_one():
    forms = [
        signup(),
        signup("MN0002", phone=phone(1), submitted_at=LATER),
        signup("MN0003", phone=phone(1), submitted_at=LATER + timedelta(days=1)),
    ]
    rows = [mentor("MN0001"), mentor("MN0002", withdrawn_at=LATER)]
    assert outcome(*forms, known=rows).renamed == {"MN0001": "MN0003"}
    assert outcome(*forms, known=rows[1:]).renamed == {"MN0002": "MN0003"}


# In doubt


def test_a_new_sign_up_in_doubt_is_no_mentor_yet():
    result = outcome(signup(), contacts=TIE)
    assert result.mentors == ()
    assert [(exclusion.submission_id, exclusion.reason) for exclusion in result.exclusions] == [
        ("9001", "contact_selection")
    ]


def test_a_doubt_keeps_what_came_from_the_contact_and_nothing_else():
    before = outcome(signup(phone=phone(1)), contacts=[contact(101, phones=[phone(1)], emails=["home@example.com"])])
    result = outcome(
        signup(first_name="Av", preferred_name="Avery"),
        contacts=TIE,
        known=before.mentors,
        members=[member(phone=phone(1), raised=Decimal("80.00"))],
    )
    (row,) = result.mentors
    assert (row.gb_contact_id, row.personal_email) == (101, "home@example.com")
    assert (row.first_name, row.amount_raised, result.exclusions) == ("Av", Decimal("80.00"), ())


def test_a_drop_counts_while_a_question_about_the_contact_is_open():
    before = outcome(signup(), contacts=TIE[:1])
    tagged = replace(TIE[1], tags=("Dropped 25",), modified_at=TIE[0].modified_at)
    rich = replace(TIE[0], tags=("Dropped 25",))
    for contacts in ([TIE[0], tagged], [rich, tagged]):
        assert outcome(signup(), contacts=contacts, known=before.mentors).mentors[0].dropped


def test_a_doubt_takes_no_drop_back():
    before = outcome(signup(), contacts=[replace(TIE[0], tags=("Dropped 25",))])
    assert outcome(signup(), contacts=TIE, known=before.mentors).mentors[0].dropped


def test_a_withdrawn_mentor_in_doubt_is_like_a_new_one():
    known = mentor(withdrawn_at=LATER)
    result = outcome(signup(), contacts=TIE, known=[known])
    assert result.mentors == (known,)
    assert [exclusion.reason for exclusion in result.exclusions] == ["contact_selection"]


def test_whoever_signed_up_again_and_is_in_doubt_keeps_everything_but_the_id():
    again = signup("MN0002", phone=phone(1), submitted_at=LATER)
    known = mentor("MN0001", gb_contact_id=101)
    result = outcome(signup(), again, contacts=TIE, known=[known])
    assert ([row.mn_id for row in result.mentors], result.renamed) == (["MN0002"], {"MN0001": "MN0002"})
    assert [hold.mn_id for hold in result.holds] == ["MN0002"]
    assert [conflict.mn_id for conflict in result.conflicts] == ["MN0002"]


@pytest.mark.parametrize("raised", ["82.5", "82.50", "82.5000"])
def test_amounts_are_in_cents_as_the_database_keeps_them(raised):
    row = only(signup(), members=[member(phone=phone(1), raised=Decimal(raised))])
    assert str(row.amount_raised) == "82.50"
