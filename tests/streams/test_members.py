from decimal import Decimal

import pytest

from core.records import Issue, Member
from core.streams.members import MEMBERS


def test_a_member_is_read_with_its_money():
    raw = {"id": 881204, "first_name": "Amelia", "email": "A@example.com", "phone": "", "raised": 82.5, "goal": 75}
    member = MEMBERS.read({**raw, "donors": 4, "url": "https://givebutter.com/x", "updated_at": None}, {})
    assert isinstance(member, Member)
    assert (member.member_id, member.email, member.phone) == (881204, "a@example.com", None)
    assert (member.raised, member.goal, member.donors) == (Decimal("82.50"), Decimal(75), 4)


@pytest.mark.parametrize(
    "fields", [{"id": "x"}, {"raised": "much"}, {"goal": 1e30}, {"donors": -1}, {"created_at": "x"}]
)
def test_a_member_that_cannot_be_read_is_an_issue(fields):
    assert isinstance(MEMBERS.read({"id": 1, **fields}, {}), Issue)
