import pytest

from core.rules.checks import cell_checks, problems_of
from core.rules.export import headings
from core.seasons import CustomField
from tests.examples import season

GOOD = {
    "Contact External ID": "MN0001",
    "Last Name": "Stone",
    "Primary Email": "a@example.com",
    "Email Subscription Status": "yes",
}


def problems(**changes):
    year = season(custom_fields=(*season().custom_fields, CustomField("bio", "Bio", "text", "bio")))
    named = {name.replace("_", " "): cell for name, cell in changes.items()}
    return list(problems_of({**dict.fromkeys(headings(year), ""), **GOOD, **named}, cell_checks(year)))


def test_a_good_row_has_no_problem():
    assert problems() == []


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"Last Name": ""}, "Last Name is missing"),
        (
            {"Primary Email": "", "Email Subscription Status": ""},
            "There is neither a phone number nor an e-mail address",
        ),
        ({"Contact External ID": ""}, "Contact External ID is missing"),
        (
            {"Email Subscription Status": ""},
            "Email Subscription Status is missing although there is an e-mail address",
        ),
        ({"Givebutter Contact ID": "12a"}, "Givebutter Contact ID is no number"),
        ({"Prefix": "A" * 33}, "Prefix is longer than 32 characters"),
        ({"Gender": "Female"}, "Gender is none of male, female and other"),
        ({"Tags": "fine, " + "x" * 65}, "A tag is longer than 64 characters"),
        ({"Primary Phone Number": "404-555-0123"}, "Primary Phone Number is not in the form +14045550123"),
        (
            {"Primary Phone Number": "+442079460958"},
            "Primary Phone Number is no North American number; Givebutter takes no other",
        ),
        (
            {"Phone Numbers": "+14045550123,+442079460958"},
            "Phone Numbers is no North American number; Givebutter takes no other",
        ),
        ({"Givebutter Contact ID": "\u0661\u0662"}, "Givebutter Contact ID is no number"),
        *(
            ({heading: "A" * 256}, f"{heading} is longer than 255 characters")
            for heading in (
                "Contact External ID",
                "First Name",
                "Preferred First Name",
                "Middle Name",
                "Last Name",
                "Contact Website",
            )
        ),
        ({"Primary Phone Number": "+19995550123"}, "Primary Phone Number is not in the form +14045550123"),
        ({"Primary Email": "avery at home"}, "Primary Email is no e-mail address"),
        ({"Email Addresses": "b@example.com,nope"}, "Email Addresses is no e-mail address"),
        ({"Phone Subscription Status": "maybe"}, "Phone Subscription Status is neither yes nor no"),
        ({"🧑‍🏫 Mentor Training Complete": "true"}, "🧑‍🏫 Mentor Training Complete is neither Yes nor No"),
        ({"🎓 UGA Class": "Exchange"}, "🎓 UGA Class is none of its 5 options"),
        ({"🤑 Amount Fundraised": "--80"}, "🤑 Amount Fundraised is no number"),
        ({"🤑 Amount Fundraised": "$80"}, "🤑 Amount Fundraised is no number"),
        ({"📱Custom Text Message 1️⃣": "x" * 301}, "📱Custom Text Message 1️⃣ is longer than 300 characters"),
        ({"Bio": "x" * 256}, "Bio is longer than 255 characters"),
        *(({"First Name": f"{sign}Avery"}, "First Name starts like a formula") for sign in "=@+-\t\r"),
        ({"🤝 Partner Preference": "+14045550142"}, "🤝 Partner Preference starts like a formula"),
    ],
)
def test_what_givebutter_would_refuse_is_named(cells, problem):
    assert problems(**cells) == [problem]


@pytest.mark.parametrize(
    "cells",
    [
        {"Primary Phone Number": "+14045550123"},
        {"Primary Email": "", "Email Subscription Status": "", "Primary Phone Number": "+14045550123"},
        {"Email Addresses": "b@example.com, c@example.com"},
        {"Tags": "x" * 64},
        {"Prefix": "A" * 32},
        {"🤑 Amount Fundraised": "82.50"},
        {"🤑 Amount Fundraised": "-5.00"},
        {"💌 Custom Email Message 1️⃣": "x" * 500},
        {"Bio": "x" * 255},
        {"First Name": "Ann-Marie"},
    ],
)
def test_what_givebutter_takes_passes(cells):
    assert problems(**cells) == []


def test_a_field_without_a_limit_of_its_own_has_the_vendors():
    assert problems(Bio="x" * 256) == ["Bio is longer than 255 characters"]
