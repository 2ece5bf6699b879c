from datetime import timedelta
from decimal import Decimal

import pytest

from core.etl.export import build_export
from core.seasons import CustomField
from tests.examples import NOW, contact, mentor, phone, season


def export(*mentors, contacts=(), holds=(), age=timedelta(0), exported_as_new=(), **settings):
    return build_export(
        mentors,
        {found.contact_id: found for found in contacts},
        season(**settings),
        holds=holds,
        now=NOW,
        contacts_at=None if age is None else NOW - age,
        exported_as_new=exported_as_new,
    )


def problems(*mentors, **more):
    return {row.mn_id: list(row.problems) for row in export(*mentors, **more).rows}


def test_everybody_who_takes_part_is_exported():
    people = (mentor("MN0001"), mentor("MN0002", dropped=True), mentor("MN0003", withdrawn_at=NOW), mentor("MN0004"))
    assert [row.mn_id for row in export(*people, holds={"MN0004"}).rows] == ["MN0001"]


def test_a_mentor_without_a_contact_is_a_new_one():
    (row,) = export(mentor()).rows
    assert (row.gb_contact_id, row.cells[0], row.problems) == (None, "", ())


def test_a_row_with_a_problem_is_left_out_and_the_rest_goes():
    result = export(mentor("MN0001", last_name=None), mentor("MN0002"))
    assert [row.mn_id for row in result.ready] == ["MN0002"]
    assert [(row.mn_id, row.problems) for row in result.left_out] == [("MN0001", ("Last Name is missing",))]


def test_a_stale_contact_id_never_leaves():
    assert problems(mentor(gb_contact_id=101)) == {"MN0001": ["Contact 101 is not among today's contacts"]}


def test_no_contact_stands_in_two_rows():
    people = mentor("MN0001", gb_contact_id=101), mentor("MN0002", gb_contact_id=101)
    assert problems(*people, contacts=[contact(101)]) == {
        "MN0001": ["Contact 101 stands in more than one row"],
        "MN0002": ["Contact 101 stands in more than one row"],
    }


def test_no_external_id_stands_in_two_rows():
    assert problems(mentor(), mentor()) == {"MN0001": ["External ID MN0001 stands in more than one row"]}
    assert export(mentor(), mentor()).ready == ()


def test_a_row_that_givebutter_would_refuse_for_its_external_id_is_left_out():
    contacts = [contact(101), contact(102, external_id="mn0001")]
    assert problems(mentor(gb_contact_id=101), contacts=contacts) == {
        "MN0001": ["Contact 102 already carries External ID MN0001; archive it in Givebutter first"]
    }


def test_the_mentors_own_contact_may_carry_the_id():
    assert problems(mentor(gb_contact_id=101), contacts=[contact(101, external_id="MN0001")]) == {"MN0001": []}


def test_no_row_is_written_to_the_contact_of_another_mentor():
    people = mentor("MN0001", gb_contact_id=101), mentor("MN0002", dropped=True)
    assert problems(*people, contacts=[contact(101, external_id="MN0002")]) == {
        "MN0001": ["Contact 101 carries the External ID of MN0002"]
    }


def test_an_external_id_of_a_former_season_is_replaced():
    assert problems(mentor(gb_contact_id=101), contacts=[contact(101, external_id="MN0777")]) == {"MN0001": []}


def test_a_long_preferred_name_is_a_warning_not_a_problem():
    (row,) = export(mentor(preferred_name="A" * 33)).rows
    assert row.problems == ()
    assert row.warnings == ("The preferred name is longer than 32 characters; Prefix is left blank",)


@pytest.mark.parametrize(
    ("fields", "heading", "warning"),
    [
        ({"uga_class": "Exchange"}, "🎓 UGA Class", "🎓 UGA Class is none of its 5 options"),
        ({"shift_preference": "whenever"}, "📆 Shift Preference", "📆 Shift Preference is none of its 3 options"),
        ({"middle_name": "=Lee"}, "Middle Name", "Middle Name starts like a formula"),
        ({"middle_name": "L" * 256}, "Middle Name", "Middle Name is longer than 255 characters"),
        ({"preferred_name": "@ave"}, "Preferred First Name", "Preferred First Name starts like a formula"),
        (
            {"fundraising_page_url": "https://x/" + "a" * 255},
            "Contact Website",
            "Contact Website is longer than 255 characters",
        ),
        (
            {"phone": "+442079460958", "personal_email": "a@example.com"},
            "Primary Phone Number",
            "Primary Phone Number is no North American number; Givebutter takes no other",
        ),
    ],
)
def test_a_cell_that_can_do_without_is_left_blank_with_a_warning(fields, heading, warning):
    result = export(mentor(**fields))
    (row,) = result.ready
    assert row.cells[result.headings.index(heading)] == ""
    assert f"{warning}; the cell is left blank" in row.warnings


def test_a_foreign_phone_without_an_address_leaves_the_person_out():
    assert problems(mentor(phone="+442079460958")) == {
        "MN0001": ["There is neither a phone number nor an e-mail address"]
    }


@pytest.mark.parametrize("field", ["first_name", "last_name"])
def test_pasted_data_as_a_name_leaves_the_person_out(field):
    heading = field.replace("_", " ").title()
    assert problems(mentor(**{field: "A" * 256})) == {"MN0001": [f"{heading} is longer than 255 characters"]}


def test_a_negative_amount_goes_out_with_a_warning():
    (row,) = export(mentor(amount_raised=Decimal("-5.00"))).ready
    assert "-5.00" in row.cells
    assert row.warnings == ("🤑 Amount Fundraised is negative",)


def test_nobody_is_handed_out_as_new_twice_before_contacts_are_read_again():
    people = mentor("MN0001"), mentor("MN0002"), mentor("MN0003", gb_contact_id=101)
    result = export(*people, contacts=[contact(101)], exported_as_new={"MN0001", "MN0003"})
    assert [row.mn_id for row in result.ready] == ["MN0002", "MN0003"]
    (left_out,) = result.left_out
    assert "read contacts again" in left_out.problems[0]


def test_a_tag_of_the_season_that_a_comma_would_divide_is_warned_about():
    assert any("Fall, 2025" in warning for warning in export(mentor(), custom_tags=("Fall, 2025",)).warnings)


@pytest.mark.parametrize(
    ("age", "warning"),
    [
        (timedelta(hours=24), []),
        (timedelta(hours=25), ["The contacts are older than 24 hours. Better read them again first."]),
        (
            timedelta(days=8),
            ["The contacts are 8 days old. Do not use this file before they are read again."],
        ),
        (None, ["Nobody knows how old the contacts are. Read them before you use this file."]),
    ],
)
def test_old_contacts_are_warned_about(age, warning):
    assert list(export(mentor(), age=age).warnings) == warning


def test_a_custom_field_from_nowhere_is_warned_about():
    result = export(mentor(), custom_fields=(CustomField("stars", "Stars", "text", "horoscope"),))
    assert result.warnings == (
        "The custom field stars has an unknown source (horoscope); its column is wrong or blank",
    )


def test_no_remark_holds_personal_data():
    row = export(mentor(last_name="=Stone", preferred_name="B" * 40, phone=phone(3)[:-1])).rows[0]
    remarks = " ".join((*row.problems, *row.warnings))
    assert not any(text in remarks for text in ("Stone", "BB", "404555000"))
