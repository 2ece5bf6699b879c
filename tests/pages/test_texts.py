"""Text from elsewhere is shown as it is."""

from pages.components.texts import plain


def test_a_sentence_after_a_list_is_no_part_of_its_last_point():
    assert plain("Not ready:\n- one\n- two\nSet these.") == "Not ready:\n- one\n- two\n\nSet these."


def test_marks_do_not_format():
    assert plain("a_b *c*") == r"a\_b \*c\*"
