from decimal import Decimal

import pytest

from core.records import Issue, Member
from core.streams import Parsed
from core.streams.members import MEMBERS


def test_a_member_is_read_with_its_money():
    raw = {"id": 881204, "first_name": "Amelia", "email": "A@example.com", "phone": "", "raised": 82.5, "goal": 75}
    member = MEMBERS.read({**raw, "donors": 4, "url": "https://givebutter.com/x", "updated_at": None}, {})
    assert isinstance(member, Member)
    assert (member.member_id, member.email, member.phone) == (881204, "a@example.com", None)
    assert (member.raised, member.goal, member.donors) == (Decimal("82.50"), Decimal(75), 4)


@pytest.mark.parametrize("known_id", ["x", None, -1])
def test_a_member_without_an_id_is_an_issue(known_id):
    assert isinstance(MEMBERS.read({"id": known_id}, {}), Issue)


@pytest.mark.parametrize(
    "fields", [{"raised": "1.025,50"}, {"goal": 1e30}, {"donors": -1}, {"created_at": "x"}, {"email": "my mail"}]
)
def test_one_bad_cell_costs_only_itself(fields):
    parsed = MEMBERS.read_cells({"id": 1, "first_name": "Amelia", **fields}, {})
    assert isinstance(parsed, Parsed)
    assert (parsed.record.first_name, dict(parsed.unread)) == ("Amelia", {name: name for name in fields})


def test_the_address_of_a_page_stays_as_it_is():
    url = "https://givebutter.com/x/amelia?ref=a&section=2&copy=1&amp;x=&lt;"
    assert MEMBERS.read({"id": 1, "url": url}, {}).url == url
