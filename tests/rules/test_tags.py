from core.rules.tags import has_tag


def test_capitals_and_blanks_do_not_make_another_tag():
    assert has_tag(["mentors  2025 "], "Mentors 2025")


def test_last_years_tag_is_another_tag():
    assert not has_tag(["Dropped 24"], "Dropped 25")
