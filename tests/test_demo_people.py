"""Who signed up twice in the invented seasons, beside what only the inventor knows; figures are printed."""

from collections.abc import Iterable

import pytest

from core.demo.world import generate
from core.etl.deduplicate import deduplicate
from core.etl.identity import Knowledge
from core.etl.validate import validate
from core.records import Signup
from core.streams.signups import parse
from tests.story import NOW


def signups_of(documents: Iterable[dict]) -> list[Signup]:
    read = (parse(document, {}) for document in documents if document["status"] == "ACTIVE")
    return [one.record for one in read if one is not None]


@pytest.mark.parametrize("seed", [2025, 7, 11])
def test_nobody_is_merged_wrongly_and_hardly_anybody_asked_about(seed, capsys):
    world = generate(seed, NOW)
    filed = {one.document["id"]: one for one in world.submissions if one.kind == "signup"}
    forms = validate(signups_of(one.document for one in filed.values()), (), ()).signups
    result = deduplicate(forms, Knowledge(domains=("example.edu",)))
    owners = [{filed[form.submission_id].person for form in person.submissions} for person in result.people]
    joined = [who for who, person in zip(owners, result.people, strict=True) if person.superseded]
    wrongly = sum(len(who) > 1 for who in joined)
    split = len(owners) - len({frozenset(who) for who in owners})
    with capsys.disabled():
        print(  # noqa: T201
            f"\nseed {seed}: {len(forms)} sign-ups, {len(owners)} people; merged rightly {len(joined) - wrongly}, "
            f"merged wrongly {wrongly}, left apart {split}, asked {len(result.questions)}"
        )
    assert (wrongly, split) == (0, 0)
    assert len(result.questions) < 0.01 * len(owners)
