import pytest

from core.etl.validate import validate
from core.records import Severity
from tests.examples import preference, signup, training


def issues(*signups, trainings=(), preferences=()):
    return {issue.error_type: issue for issue in validate(signups, trainings, preferences).issues}


def test_a_good_sign_up_passes_without_remark():
    result = validate([signup()], [], [])
    assert result.signups == (signup(),)
    assert (result.exclusions, result.issues) == ((), ())


def test_an_id_is_never_invented():
    result = validate([signup(None)], [], [])
    assert result.signups == ()
    assert [(exclusion.reason, exclusion.mn_id) for exclusion in result.exclusions] == [("missing_mn_id", None)]
    assert issues(signup(None))["missing_mn_id"].severity is Severity.ERROR


def test_an_unusable_phone_is_a_remark_while_an_email_remains():
    broken = signup(phone=None, phone_text="call me", personal_email="a@example.com")
    assert validate([broken], [], []).signups == (broken,)
    assert issues(broken)["invalid_phone"].severity is Severity.WARNING


def test_nobody_can_be_reached_without_phone_and_email():
    broken = signup(phone=None, phone_text="call me")
    result = validate([broken], [], [])
    assert [exclusion.reason for exclusion in result.exclusions] == ["no_contact_details"]
    assert set(issues(broken)) == {"no_contact_details", "invalid_phone"}


def test_a_sign_up_is_excluded_once_however_much_is_wrong():
    result = validate([signup(None, phone=None)], [], [])
    assert [exclusion.reason for exclusion in result.exclusions] == ["missing_mn_id"]


@pytest.mark.parametrize("field", ["personal_email", "uga_email"])
def test_an_unusable_email_is_named(field):
    assert set(issues(signup(**{field: None, f"{field}_text": "avery at home"}))) == {f"invalid_{field}"}


def test_a_missing_last_name_is_named():
    assert set(issues(signup(last_name=None))) == {"missing_last_name"}


def test_every_issue_says_which_record_it_is_about():
    issue = issues(signup(submission_id="42", phone=None, phone_text="?"))["invalid_phone"]
    assert (issue.mn_id, issue.source_table, issue.record_id) == ("MN0001", "raw_mn_signups", "42")


def test_classes_are_normalised_on_both_forms():
    result = validate([signup(uga_class="2nd year")], [training(uga_class="3rd year")], [])
    assert (result.signups[0].uga_class, result.trainings[0].uga_class) == ("Sophomore", "Junior")


def test_an_unknown_class_passes_with_a_remark():
    result = validate([signup(uga_class="Exchange")], [training(uga_class="Visitor")], [])
    assert (result.signups[0].uga_class, result.trainings[0].uga_class) == ("Exchange", "Visitor")
    assert [(issue.error_type, issue.source_table) for issue in result.issues] == [
        ("unknown_uga_class", "raw_mn_signups"),
        ("unknown_uga_class", "raw_mn_training_signup"),
    ]


def test_an_unusable_partner_phone_is_named():
    assert "invalid_partner_phone" in issues(preferences=[preference(partner_phone_text="my roommate")])
    assert issues(preferences=[preference(partner_phone_text="404-555-0123", partner_phone="+14045550123")]) == {}


def test_no_message_holds_what_somebody_typed():
    found = validate([signup(phone=None, phone_text="404-call-avery")], [], []).issues
    assert all("avery" not in issue.message for issue in found)


@pytest.mark.parametrize(
    ("domain", "meant"),
    [("gmial.com", "gmail.com"), ("gmail.con", "gmail.com"), ("yaho.com", "yahoo.com"), ("iclould.com", "icloud.com")],
)
def test_a_mistyped_mail_domain_is_a_hint_and_never_a_change(domain, meant):
    typed = signup(personal_email=f"avery@{domain}")
    assert validate([typed], [], []).signups == (typed,)
    hint = issues(typed)["personal_email_typo"]
    assert (hint.severity, hint.mn_id) == (Severity.WARNING, "MN0001")
    assert f"ends in {domain}; perhaps {meant} is meant" in hint.message
    assert "avery" not in hint.message


@pytest.mark.parametrize("domain", ["gmail.com", "ymail.com", "yahoo.ca", "example.com", "uga.edu", "mail.com"])
def test_a_real_mail_domain_is_no_slip(domain):
    assert issues(signup(personal_email=f"avery@{domain}", uga_email=f"avery@{domain}")) == {}


def test_a_number_that_is_known_from_before_does_not_hide_that_the_new_one_is_unusable():
    assert set(issues(signup(phone="+14045550101", phone_text="1.4E+10"))) == {"invalid_phone"}
