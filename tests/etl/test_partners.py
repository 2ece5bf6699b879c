from core.etl.partners import Pair, partner_report
from tests.examples import NOW, mentor, phone


def wishing(mn_id: str, partner: int, **fields):
    return mentor(mn_id, partner_phone=phone(partner), **fields)


def test_two_who_name_each_other_are_one_pair():
    report = partner_report([wishing("MN0002", 1), wishing("MN0001", 2)])
    assert report.mutual == (Pair("MN0001", "MN0002"),)
    assert report.one_sided == ()


def test_a_wish_that_is_not_returned_is_one_sided():
    report = partner_report([wishing("MN0001", 2), mentor("MN0002")])
    assert (report.mutual, report.one_sided) == ((), (Pair("MN0001", "MN0002"),))


def test_a_partner_may_not_have_signed_up():
    assert partner_report([wishing("MN0001", 99)]).partner_not_signed_up == ("MN0001",)


def test_a_partner_who_dropped_out_is_no_pair():
    report = partner_report([wishing("MN0001", 2), wishing("MN0002", 1, dropped=True)])
    assert report.partner_dropped == (Pair("MN0001", "MN0002"),)
    assert (report.mutual, report.one_sided) == ((), ())


def test_a_withdrawn_partner_has_not_signed_up():
    report = partner_report([wishing("MN0001", 2), mentor("MN0002", withdrawn_at=NOW)])
    assert report.partner_not_signed_up == ("MN0001",)


def test_a_pair_needs_one_shift():
    pair = [wishing("MN0001", 2, shift_preference="Morning"), wishing("MN0002", 1, shift_preference="Afternoon")]
    assert partner_report(pair).shift_mismatch == (Pair("MN0001", "MN0002"),)
    same = [wishing("MN0001", 2, shift_preference="Morning"), wishing("MN0002", 1, shift_preference="Morning")]
    assert partner_report(same).shift_mismatch == ()


def test_an_unknown_shift_is_no_mismatch():
    assert partner_report([wishing("MN0001", 2, shift_preference="Morning"), wishing("MN0002", 1)]).shift_mismatch == ()


def test_somebody_named_by_several_is_listed_with_them():
    report = partner_report([wishing("MN0001", 3), wishing("MN0002", 3), wishing("MN0003", 1)])
    assert report.named_by_several == {"MN0003": ("MN0001", "MN0002")}


def test_ones_own_number_is_no_partner():
    report = partner_report([wishing("MN0001", 1)])
    assert report.own_number == ("MN0001",)
    assert (report.mutual, report.one_sided, report.partner_not_signed_up) == ((), (), ())


def test_of_siblings_with_one_phone_the_one_who_wishes_back_is_meant():
    siblings = [mentor("MN0002", phone=phone(5)), wishing("MN0003", 1, phone=phone(5))]
    assert partner_report([wishing("MN0001", 5), *siblings]).mutual == (Pair("MN0001", "MN0003"),)


def test_the_wish_of_somebody_who_dropped_out_does_not_count():
    report = partner_report([wishing("MN0001", 2, dropped=True), mentor("MN0002"), mentor("MN0003", phone=None)])
    assert (report.one_sided, report.partner_not_signed_up) == ((), ())


def test_siblings_with_one_phone_may_wish_each_other():
    report = partner_report([wishing("MN0001", 5, phone=phone(5)), wishing("MN0002", 5, phone=phone(5))])
    assert (report.mutual, report.own_number) == ((Pair("MN0001", "MN0002"),), ())


def test_one_shift_in_other_letters_is_no_mismatch():
    pair = [wishing("MN0001", 2, shift_preference="Morning"), wishing("MN0002", 1, shift_preference="MORNING")]
    assert partner_report(pair).shift_mismatch == ()
