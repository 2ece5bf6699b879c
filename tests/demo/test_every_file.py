"""Whatever the mentors hold, every row of the file that leaves is accepted by the stand-in for Givebutter."""

from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.demo.importer import import_csv
from core.demo.store import DemoStore
from core.etl.export import build_export
from core.etl.import_file import check_csv, write_csv
from core.normalize import clean_address, clean_email, clean_phone, clean_text
from tests.examples import NOW, mentor, season

TEXTS = (
    st.text()
    | st.text(alphabet='=+-@,;"\n\t \u200bAé\U0001f9d1', max_size=20)
    | st.integers(250, 300).map(lambda length: "A" * length)
).map(clean_text)
PHONES = (
    st.sampled_from(["+442079460958", "706-555-0142", "1-800-FLOWERS", "+61 2 5550 0142"])
    | st.from_regex(r"\A[2-9][0-9]{9}\Z")
).map(clean_phone)
EMAILS = (
    st.emails() | st.sampled_from(["a@b.local", "a@x--y.com", f"a@{'x' * 64}.com", f"{'a' * 64}@example.com"])
).map(clean_email)
MENTORS = st.fixed_dictionaries(
    {
        **dict.fromkeys(("first_name", "middle_name", "last_name", "preferred_name", "gender"), TEXTS),
        **dict.fromkeys(("uga_class", "shift_preference", "partner_notes", "shirt_size"), TEXTS),
        **dict.fromkeys(("phone", "partner_phone"), PHONES | st.none()),
        **dict.fromkeys(("personal_email", "uga_email"), EMAILS | st.none()),
        "fundraising_page_url": st.text().map(clean_address),
        "amount_raised": st.none() | st.decimals(Decimal(-99), Decimal(9999), places=2),
    }
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(MENTORS, max_size=6))
def test_no_row_that_leaves_is_refused(tmp_path: Path, people: list[dict[str, object]]) -> None:
    mentors = [mentor(f"MN{number:04}", **fields) for number, fields in enumerate(people, 1)]
    export = build_export(mentors, {}, season(), holds=(), now=NOW, contacts_at=NOW)
    content = write_csv(export)
    assert [issue for issue in check_csv(content, season(), ()) if issue.severity == "error"] == []
    store = DemoStore.empty(tmp_path / "demo.sqlite", NOW)
    report = import_csv(store, content)
    store.close()
    (tmp_path / "demo.sqlite").unlink()
    assert (report.failed, report.created) == ([], len(export.ready))
    assert len(export.ready) + len(export.left_out) == len(mentors)
