from core.rules.questions import ASKED_FIELDS, FIELD_WORDS, mismatch_of


def test_a_question_follows_from_the_table_of_fields():
    assert [mismatch_of(field) for field in ASKED_FIELDS] == ["phone_mismatch", "email_mismatch"]


def test_every_field_that_is_asked_about_has_its_words():
    assert set(ASKED_FIELDS) == set(FIELD_WORDS)
