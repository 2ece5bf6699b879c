"""Every reason is said once and whole, and leads to what mends it."""

import pytest

from core.views.export import NotInFile
from core.views.export_reasons import CONFLICTS, DUPLICATES, NOWHERE, RUNS, reasons_of


def person(number, *reasons):
    return NotInFile(f"MN{number:04}", "Ada Example", reasons)


def test_people_with_the_same_reason_are_counted_together_whatever_their_ids():
    moved = "is not among today's contacts"
    found = reasons_of([person(1, f"Contact 71 {moved}"), person(2, f"Contact 72 {moved}"), person(3, "City is long")])
    assert [(reason.words, reason.number) for reason in found] == [(f"Contact {moved}", 2), ("City is long", 1)]


@pytest.mark.parametrize(
    ("reason", "where"),
    [
        ("Waits for the answer which contact is theirs. Two contacts are alike", CONFLICTS),
        ("Contact 71, a duplicate, still carries the External ID; it must be archived first", DUPLICATES),
        ("Contact 71 already carries External ID MN0001; archive it in Givebutter first", DUPLICATES),
        ("Contact 71 is not among today's contacts", RUNS),
        (
            "Contact 71 still carries External ID MN0001 of season 2024: one approval for all on Export",
            NOWHERE,
        ),
        ("The last name is longer than Givebutter takes", NOWHERE),
    ],
)
def test_a_reason_leads_to_what_mends_it(reason, where):
    assert reasons_of([person(1, reason)])[0].where == where


def test_whoever_waits_for_a_former_id_is_led_to_the_one_approval():
    waits = "Contact 71 still carries External ID MN0001 of season 2024: one approval for all on Export"
    assert "top of this page" in reasons_of([person(1, waits)])[0].remedy
