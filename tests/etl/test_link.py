from datetime import timedelta

from core.etl.deduplicate import deduplicate
from core.etl.link import link
from core.records import Severity
from tests.examples import SIGNED_UP, inputs, member, phone, preference, setup, signup, training

LATER = SIGNED_UP + timedelta(days=3)


def linked(*signups, **records):
    given = inputs(*signups, **records)
    return link(deduplicate(given.signups).people, given, given.trainings)


def types(result):
    return [(issue.error_type, issue.record_id) for issue in result.issues]


def test_a_form_with_a_mentor_id_is_that_mentors():
    form = setup(mn_id="MN0002", phone=phone(1))
    assert linked(signup("MN0001"), signup("MN0002"), setups=[form]).setups == {"MN0002": form}


def test_a_former_id_still_finds_the_person():
    form = setup(mn_id="MN0001")
    again = signup("MN0002", phone=phone(1), submitted_at=LATER)
    assert linked(signup("MN0001"), again, setups=[form]).setups == {"MN0002": form}


def test_a_form_sent_through_somebody_elses_link_is_told():
    people = (signup("MN0001", personal_email="a@example.com"), signup("MN0002"))
    form = setup(mn_id="MN0002", phone=phone(1), email="a@example.com")
    result = linked(*people, setups=[form])
    assert result.setups == {"MN0002": form}
    assert types(result) == [("record_of_another", "7001")]
    assert "MN0001" in result.issues[0].message


def test_a_form_with_a_new_or_a_family_phone_is_no_others():
    siblings = (signup(personal_email="a@example.com"), signup("MN0002", phone=phone(1), first_name="Jordan"))
    forms = [setup("1", mn_id="MN0001", phone=phone(77)), setup("2", mn_id="MN0002", phone=phone(1))]
    assert linked(*siblings, setups=forms).issues == ()


def test_an_unknown_id_does_not_hide_what_the_phone_says():
    form = setup(mn_id="MN9999", phone=phone(1))
    assert linked(signup(), setups=[form]).setups == {"MN0001": form}


def test_without_an_id_the_phone_tells():
    form = training(phone=phone(1))
    assert linked(signup(), trainings=[form]).trainings == {"MN0001": form}


def test_without_id_and_phone_any_email_tells():
    people = (signup("MN0001", uga_email="a@uga.edu"), signup("MN0002", personal_email="b@example.com"))
    by_university, personal = training("1", email="a@uga.edu", phone=phone(77)), training("2", email="b@example.com")
    assert linked(*people, trainings=[by_university, personal]).trainings == {
        "MN0001": by_university,
        "MN0002": personal,
    }


def test_the_latest_submission_counts():
    older, newer = preference("1", mn_id="MN0001"), preference("2", mn_id="MN0001", submitted_at=LATER)
    assert linked(signup(), preferences=[newer, older]).preferences == {"MN0001": newer}


def test_a_shared_phone_alone_links_nothing():
    result = linked(signup(), signup("MN0002", phone=phone(1), first_name="Jordan"), setups=[setup(phone=phone(1))])
    assert result.setups == {}
    assert types(result) == [("ambiguous_record", "7001")]
    assert "MN0001, MN0002" in result.issues[0].message


def test_of_those_who_share_a_phone_the_email_tells():
    siblings = (
        signup(personal_email="a@example.com"),
        signup("MN0002", phone=phone(1), first_name="Jordan", personal_email="j@example.com"),
    )
    form = setup(phone=phone(1), email="j@example.com")
    assert linked(*siblings, setups=[form]).setups == {"MN0002": form}


def test_shared_phone_and_shared_email_together_may_tell():
    parents = {"personal_email": "p@example.com"}
    people = (
        signup("MN0001", uga_email="a@uga.edu", **parents),
        signup("MN0002", first_name="Jordan", uga_email="j@uga.edu", **parents),
        signup("MN0003", first_name="Blake", last_name="Kim", phone=phone(1)),
    )
    form = setup(phone=phone(1), email="p@example.com")
    assert linked(*people, setups=[form]).setups == {"MN0001": form}


def test_a_form_that_fits_nobody_is_a_remark():
    result = linked(
        signup(),
        setups=[setup(mn_id="MN0404")],
        trainings=[training()],
        preferences=[preference()],
        members=[member()],
    )
    assert types(result) == [
        ("unlinked_setup", "7001"),
        ("unlinked_training", "7501"),
        ("unlinked_preference", "8001"),
        ("unlinked_member", "501"),
    ]
    assert {issue.severity for issue in result.issues} == {Severity.INFO}
    assert result.issues[0].mn_id == "MN0404"


def test_a_member_is_found_by_email_before_phone():
    people = signup("MN0001", personal_email="a@example.com"), signup("MN0002")
    page = member(email="a@example.com", phone=phone(2))
    assert linked(*people, members=[page]).members == {"MN0001": page}


def test_a_member_with_a_parents_email_is_found_by_phone():
    siblings = (
        signup(personal_email="p@example.com"),
        signup("MN0002", first_name="Jordan", personal_email="p@example.com"),
    )
    page = member(email="p@example.com", phone=phone(2))
    assert linked(*siblings, members=[page]).members == {"MN0002": page}


def test_of_siblings_with_one_phone_and_email_the_members_name_tells():
    family = {"phone": phone(1), "personal_email": "p@example.com"}
    people = (signup(**family), signup("MN0002", first_name="Jordan", **family))
    page = member(first_name="Jordan", last_name="Stone", email="p@example.com", phone=phone(1))
    assert linked(*people, members=[page]).members == {"MN0002": page}


def test_a_member_with_ones_name_and_phone_is_not_whoevers_email_it_has():
    people = (signup(personal_email="a@example.com"), signup("MN0002", first_name="Jordan"))
    page = member(first_name="Jordan", last_name="Stone", email="a@example.com", phone=phone(2))
    assert linked(*people, members=[page]).members == {"MN0002": page}


def test_a_parents_name_on_a_page_tells_nothing():
    people = (signup(personal_email="a@example.com"), signup("MN0002", first_name="Jordan"))
    page = member(first_name="Pat", last_name="Stone", email="a@example.com", phone=phone(2))
    assert linked(*people, members=[page]).members == {"MN0001": page}


def test_of_several_members_the_one_updated_last_counts_and_staff_are_told():
    older, newer = member(1, phone=phone(1), updated_at=SIGNED_UP), member(2, phone=phone(1))
    unknown = member(3, phone=phone(1), updated_at=None)
    result = linked(signup(), members=[unknown, newer, older])
    assert result.members == {"MN0001": newer}
    assert types(result) == [("several_members", "2")]
    assert "2, 1, 3" in result.issues[0].message
