"""Equal things compare equal, however they were typed or pasted; what is unclear stays unclear."""

import time

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.normalize import clean_address, clean_email, clean_emails, clean_phone, clean_phones, clean_text

PASTED = st.text() | st.text(alphabet="0123456789+-.() x/\u200b\u0664\uff14Ee&#;am@<>\ud800\x00", max_size=40)


@pytest.mark.parametrize(
    "typed",
    [
        "+17065550142", "706-555-0142", "(706) 555.0142", "1 706 555 0142", "706 - 555 - 0142",
        "706-555-0142 (cell)", "(706) 555-0142 home", "706-555-0142 - text only", "Mom: 706.555.0142",
        "call 706 555 0142 after 5 pm", "706-555-0142 ext. 12", "706-555-0142x12", "tel:+1-706-555-0142",
        "706\u00b7555\u00b70142", "706\u2022555\u20220142", "706\u2013555\u20110142", "\u202a+1 706-555-0142\u202c",
        "706-555-0142\u200b", "\uff17\uff10\uff16\uff15\uff15\uff15\uff10\uff11\uff14\uff12",
        "(\uff17\uff10\uff16) 555\u30fb0142", "\u0667\u0660\u0666\u0665\u0665\u0665\u0660\u0661\u0664\u0662",
        "\u096d\u0966\u096c 555 0142", "706 706-555-0142", "(706)706-555-0142", "7067065550142", "17067065550142",
        "+1 +1 706 555 0142", "706-555-0142 / 912-555-0143", "7065550142 or 9125550143", "000-000-0000; 706-555-0142",
    ],
)  # fmt: skip
def test_a_whole_number_is_read_whatever_stands_around_it(typed):
    assert clean_phone(typed) == "+17065550142"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("17065550142.0", "+17065550142"), ("7065550142.00", "+17065550142"), ("'7065550142", "+17065550142"),
        ("'+17065550142", "+17065550142"), ('="7065550142"', "+17065550142"), ("7.065550142E9", "+17065550142"),
        ("1.7065550142E+10", "+17065550142"), ("1.70656E+10", None), ("7.07E+09", None), ("1.70E+10", None),
    ],
)  # fmt: skip
def test_a_spreadsheets_number_is_read_while_all_its_digits_are_there(cell, number):
    assert clean_phone(cell) == number


@pytest.mark.parametrize(
    "typed",
    [
        "613-5501 Amy", "555-0142 Jo", "706-555-CARE", "7O6-555-0142", "706-555-014b", "n/a", "", " ", None,
        "avery7065550142@example.com", "https://example.com/7065550142", "2025-10-05 14:30:00", "49 706 555 0142",
        "706-555-0142 7", "000-000-0000", "+1706555014", "7" * 300,
    ],
)  # fmt: skip
def test_what_is_no_plain_number_is_never_made_one(typed):
    assert clean_phone(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1-800-FLOWERS", "+18003569377"), ("1-800-GO-FEDEX", "+18004633339"), ("+44 20 7946 0958", "+442079460958"),
        ("0044 20 7946 0958 (UK)", "+442079460958"), ("011 44 20 7946 0958", "+442079460958"),
    ],
)  # fmt: skip
def test_vanity_and_foreign_numbers_are_numbers(typed, number):
    assert clean_phone(typed) == number


@given(st.from_regex(r"\A(\+1|1)?[ .-]?\(?[2-9][0-9]{2}\)?[ .-]?[2-9][0-9]{2}[ .-]?[0-9]{4}\Z"))
def test_the_short_way_agrees_with_the_library(typed):
    number = phonenumbers.parse(typed, "US")
    valid = phonenumbers.is_valid_number(number)
    style = phonenumbers.PhoneNumberFormat.E164
    assert clean_phone(typed) == (phonenumbers.format_number(number, style) if valid else None)


@pytest.mark.parametrize(
    "typed",
    [
        "june.okoro@example.edu", " June.Okoro@Example.EDU ", "June Okoro <june.okoro@example.edu>",
        '"Okoro, June" <june.okoro@example.edu>', "mailto:june.okoro@example.edu",
        "mailto:june.okoro@example.edu?subject=Hi", "<june.okoro@example.edu>", "june.okoro@example.edu.",
        "june.okoro@example.edu (home)", "june.okoro@example.edu, jo@example.com", "june.okoro@example.edu\u200b",
        "\ufeffjune.okoro@example.edu", "june.ok\u00adoro@example.edu", "june.okoro\uff20example.edu",
        "june.okoro&#64;example.edu", "'june.okoro@example.edu'", "[june.okoro@example.edu](mailto:x@example.com)",
        "E-mail: june.okoro@example.edu",
    ],
)  # fmt: skip
def test_an_address_is_read_whatever_stands_around_it(typed):
    assert clean_email(typed) == "june.okoro@example.edu"


@pytest.mark.parametrize(
    "typed",
    [
        "june okoro@example.edu", "june,okoro@example.edu", "june@example,edu", "june@@example.edu",
        "june @example.edu",
        "june@example.co,uk", "same as above", "june@example", "", None, "a" * 2000 + "@example.edu",
    ],
)  # fmt: skip
def test_another_persons_address_is_never_made_of_a_slip(typed):
    assert clean_email(typed) is None


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("D&#039;Arcy", "D'Arcy"), ("D&amp;#039;Arcy", "D'Arcy"), ("D&amp;amp;apos;Arcy", "D'Arcy"), ("A&amp;B", "A&B"),
        ("&&#97;mp;lt;", "<"), ("&am&#8203;p;", "&"), ("Q&section and R&copy", "Q&section and R&copy"),
        ("x&notit;", "x&notit;"), ("&nbsp;", None), ("&;", "&;"), ("Ann\u200b Lee\u2060", "Ann Lee"),
        ("A\x00n\x07n", "Ann"), ("\ud83dAnn", "Ann"), ("Jose\u0301", "José"), ("\u202eAnn", "Ann"),
        (" a \t\n b ", "a b"),
        ("\U0001f9d1\u200d\U0001f3eb class", "\U0001f9d1\u200d\U0001f3eb class"), ("An\u200dn", "Ann"), (7, "7"),
    ],
)  # fmt: skip
def test_a_text_is_what_a_reader_sees(typed, text):
    assert clean_text(typed) == text


@pytest.mark.parametrize(
    "url", ["https://example.com/p?a=1&section=2&copy=3", "https://example.com/p?a=1&amp;b=2", "https://x.org/&lt;"]
)
def test_the_address_of_a_page_is_left_alone(url):
    assert clean_address(f" {url}\u200b\n") == url


@pytest.mark.parametrize("clean", [clean_text, clean_phone, clean_email, clean_address])
@given(PASTED)
def test_normalising_twice_is_normalising_once(clean, typed):
    once = clean(typed)
    assert clean(once) == once


@given(PASTED)
def test_a_clean_text_can_be_stored(typed):
    text = clean_text(typed) or ""
    assert "\x00" not in text
    assert text.encode().decode() == text


@pytest.mark.parametrize("piece", ["&amp;", "amp;", "&lt;", "&a", ";", " ", "a", "\u200b", "1", "@", "1 ", "a@", "&"])
def test_a_megabyte_takes_no_longer_than_a_moment(piece):
    started = time.process_time()
    for clean in (clean_text, clean_phone, clean_email, clean_address):
        clean("&" + piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 5


def test_every_number_and_address_of_a_text_is_found():
    assert clean_phones("404-555-0131 / (706) 555-0132") == ("+14045550131", "+17065550132")
    assert clean_phones("404 555 0131 or mom 706.555.0132, 404-555-0131") == ("+14045550131", "+17065550132")
    assert clean_phones("404 555 0131 / +44 20 7946 0018") == ("+14045550131", "+442079460018")
    assert clean_emails("hana@example.com and hana@example.edu") == ("hana@example.com", "hana@example.edu")
    assert clean_emails("hana@example.com HANA@example.edu") == ("hana@example.com", "hana@example.edu")
    assert clean_emails("hana&amp;bo@example.com") == ("hana&bo@example.com",)
    assert clean_emails("Hana <hana@example.com>; hana@example.edu") == ("hana@example.com", "hana@example.edu")
    assert (clean_phones("none"), clean_emails("n/a")) == ((), ())


@pytest.mark.parametrize(
    "typed",
    [
        "404-555-0131 5pm",
        "404-555-0131 9am - 5pm",
        "MN0001 404-555-0131",
        "mine is 404 555 0131 2nd floor",
        "B12 4045550131",
    ],
)
def test_words_with_digits_beside_a_number_do_not_lose_it(typed):
    assert clean_phones(typed) == ("+14045550131",)


@pytest.mark.parametrize("typed", ["404-555-013 5pm", "A404 555 0131 2", "404555O131", "404-555-01 31st"])
def test_words_with_digits_complete_no_number(typed):
    assert clean_phones(typed) == ()
