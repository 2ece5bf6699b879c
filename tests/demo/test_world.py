import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from core.demo.contact_docs import Document
from core.demo.names import NICKNAMES
from core.demo.season import season_at
from core.demo.traits import Trait
from core.demo.world import World, generate
from core.normalize import clean_email, clean_phone
from core.seasons import season_from
from tests.demo.conftest import NOW

MENTORS, SIGNUPS = 973, 990


@pytest.fixture(scope="module")
def world() -> World:
    return generate(2025, NOW)


@pytest.fixture(scope="module")
def contacts(world: World) -> dict[int, Document]:
    """Every contact, as it is served."""
    return {planted.document["id"]: planted.document for planted in world.contacts()}


@pytest.fixture(scope="module")
def listed(contacts: dict[int, Document]) -> dict[int, Document]:
    """The contacts that a listing shows."""
    return {
        contact_id: contact
        for contact_id, contact in contacts.items()
        if contact["archived_at"] is None and contact["type"] == "individual"
    }


def submissions(world: World, kind: str, status: str = "ACTIVE") -> list[Document]:
    return [filed.document for filed in world.submissions if filed.kind == kind and filed.document["status"] == status]


def answer(document: Document, name: str) -> object:
    return next((given.get("answer") for given in document["answers"].values() if given["name"] == name), None)


def shared(contacts: Iterable[Document], values: Callable[[Document], Iterable[str]]) -> set[int]:
    holders: dict[str, list[int]] = defaultdict(list)
    for contact in contacts:
        for value in set(values(contact)):
            holders[value].append(contact["id"])
    return {contact_id for ids in holders.values() if len(ids) > 1 for contact_id in ids}


def emails(contact: Document) -> list[str]:
    return [entry["value"].lower() for entry in contact["emails"]]


def phones(contact: Document) -> list[str]:
    return [entry["value"] for entry in contact["phones"]]


def people(world: World, trait: Trait) -> list:
    return [person for person in world.truth if trait in person.traits]


@pytest.mark.parametrize(("kind", "count"), [("signup", 990), ("setup", 971), ("training", 937)])
def test_forms_have_the_real_volumes(world, kind, count):
    assert len(submissions(world, kind)) == count


def test_members_have_the_real_volume(world):
    assert len({fundraiser.document["id"] for fundraiser in world.fundraisers}) == 976


def test_990_signups_are_973_people(world):
    assert sum(1 for person in world.truth if person.mn_id) == MENTORS
    assert len({person.mn_id for person in world.truth if person.mn_id}) == MENTORS
    assert sum(len(person.submissions["signup"]) for person in world.truth) == SIGNUPS


def test_contacts_have_the_real_volumes(world, listed):
    assert len(listed) == 48_864
    assert sum(1 for contact in listed.values() if contact["external_id"]) == 972
    assert sum(1 for contact in listed.values() if world.season.tag in contact["tags"]) == 3_240


def test_some_12000_contacts_share_a_phone_or_an_address(listed):
    groups = shared(listed.values(), emails) | shared(listed.values(), phones)
    assert 11_500 < len(groups) < 12_500


def test_the_season_is_in_full_swing(world):
    season = world.season
    assert season.event_day == NOW + timedelta(days=12)
    assert (season.year, season.tag, season.dropped_tag) == (2025, "Mentors 2025", "Dropped 25")


def test_the_season_is_named_after_the_event_day_not_after_today():
    assert season_at(NOW.replace(month=12, day=28)).year == 2026


def test_the_settings_make_a_complete_season(world):
    assert season_from(2025, world.season.settings()).university_email_domains == ("example.edu",)


def test_the_same_seed_and_day_make_the_same_world(world, contacts):
    again = generate(2025, NOW)
    assert again.truth == world.truth
    assert [filed.document for filed in again.submissions] == [filed.document for filed in world.submissions]
    assert json.dumps([planted.document for planted in again.contacts()]) == json.dumps(list(contacts.values()))


def test_another_seed_makes_another_world(world):
    assert generate(1, NOW).truth != world.truth


def test_ids_grow_with_time_and_none_comes_twice(world, contacts):
    assert list(contacts) == sorted(contacts)
    assert [c["created_at"] for c in contacts.values()] == sorted(c["created_at"] for c in contacts.values())
    ids = [int(filed.document["id"]) for filed in world.submissions]
    assert ids == sorted(set(ids))


def test_nothing_comes_from_the_future(contacts):
    assert max(contact["updated_at"] for contact in contacts.values()) <= NOW.isoformat()


def test_every_trap_is_set(world):
    counts = Counter(trait for person in world.truth for trait in person.traits)
    assert set(counts) == set(Trait)


def test_no_external_id_comes_twice(contacts):
    ids = [contact["external_id"] for contact in contacts.values() if contact["external_id"]]
    assert len(ids) == len(set(ids))


def test_no_contact_truly_belongs_to_two_people(world):
    owned = [contact for person in world.truth for contact in (*person.contacts, *person.archived_contacts)]
    assert len(owned) == len(set(owned))


def test_strangers_share_a_phone_with_a_mentor_but_belong_to_nobody(world, listed):
    owned = {contact for person in world.truth for contact in person.contacts}
    recycled = people(world, Trait.RECYCLED)
    own_phones = {phone for person in recycled for contact in person.contacts for phone in phones(listed[contact])}
    strangers = [c for c in listed.values() if c["id"] not in owned and own_phones & set(phones(c))]
    assert len(strangers) == len(recycled) == 12


def test_ties_are_equal_in_all_that_is_scored(world, listed):
    for person in people(world, Trait.TIE):
        first, second = (listed[contact] for contact in person.contacts[:2])
        for field in ("tags", "updated_at", "phones", "emails", "primary_address", "external_id"):
            assert first[field] == second[field]
        assert person.winner is None
        assert person.is_tie


def test_most_people_with_several_contacts_are_decided_by_id_or_tag(world, listed):
    several = [person for person in world.truth if len(person.contacts) > 1]
    marked = [person for person in several if person.winner and world.season.tag in listed[person.winner]["tags"]]
    assert len(several) > 300
    assert len(marked) / len(several) > 0.9


def test_an_imported_winner_carries_the_mentor_id(world, listed):
    carrying = [p for p in world.truth if p.winner and listed[p.winner]["external_id"] == p.mn_id]
    assert len(carrying) > 930


def test_a_former_id_of_the_same_person_stands_on_their_contact(world, listed):
    for person in [*people(world, Trait.TWICE_FORMER), *people(world, Trait.TWICE_DOUBLED)]:
        assert person.former_mn_id in {listed[contact]["external_id"] for contact in person.contacts}


def test_ids_of_a_former_season_stand_on_strangers(world, listed):
    owner = {c["external_id"]: c["id"] for c in listed.values() if c["external_id"]}
    for person in people(world, Trait.COLLISION):
        assert owner[person.mn_id] not in person.contacts


def test_dropped_mentors_carry_the_tag_on_some_contact(world, listed):
    for person in world.truth:
        tags = {tag for contact in person.contacts for tag in listed[contact]["tags"]}
        assert (world.season.dropped_tag in tags) == person.is_dropped


def test_mass_mail_contacts_know_a_university_address_only(world, listed):
    for person in people(world, Trait.MASS_MAIL):
        assert any(
            [e.endswith("@example.edu") for e in emails(listed[c])] == [True] and not listed[c]["phones"]
            for c in person.contacts
        )


@pytest.mark.parametrize("trait", [Trait.NO_CONTACT, Trait.ONLY_MASS_MAIL, Trait.ONLY_JUNK, Trait.STRANGER_ONLY])
def test_some_people_have_no_contact_that_may_represent_them(world, trait):
    (person, *_) = people(world, trait)
    assert person.winner is None
    assert len(person.contacts) == (trait in (Trait.ONLY_MASS_MAIL, Trait.ONLY_JUNK))


def test_edits_in_givebutter_disagree_with_the_signup(world, listed):
    by_id = {filed.document["id"]: filed.document for filed in world.submissions}
    for person in people(world, Trait.PHONE_EDITED):
        typed = answer(by_id[person.submissions["signup"][-1]], "mnPhone")["full"]
        assert clean_phone(typed) not in phones(listed[person.winner])


def test_siblings_share_a_phone_but_no_name_and_no_address(world):
    by_id = {filed.document["id"]: filed.document for filed in world.submissions}
    typed = defaultdict(list)
    for person in [*people(world, Trait.SIBLING), *people(world, Trait.PARENT_PHONE)]:
        document = by_id[person.submissions["signup"][-1]]
        typed[clean_phone(answer(document, "mnPhone")["full"])].append(document)
    assert {len(documents) for documents in typed.values()} == {2}
    for one, other in typed.values():
        assert clean_email(answer(one, "personalEmail")) != clean_email(answer(other, "personalEmail"))
        assert answer(one, "fullName") != answer(other, "fullName")


def test_some_phones_are_unusable_and_some_signups_have_no_id(world):
    signups = submissions(world, "signup")
    typed = [answer(document, "mnPhone")["full"] for document in signups]
    assert sum(1 for phone in typed if clean_phone(phone) is None) == 5
    assert sum(1 for document in signups if answer(document, "mnid") is None) == 4


def test_every_other_phone_and_address_is_usable(world, listed):
    for contact in listed.values():
        assert all(clean_phone(phone) == phone for phone in phones(contact))
    for document in submissions(world, "signup"):
        typed = answer(document, "personalEmail")
        assert typed is None or clean_email(typed)


def test_people_are_called_by_nicknames_in_givebutter(world, listed):
    nicknames = set(NICKNAMES.values())
    called = [p for p in people(world, Trait.NICKNAME) if p.winner and listed[p.winner]["first_name"] in nicknames]
    assert len(called) > 20


def test_answers_hold_entities_blanks_and_capitals(world):
    text = json.dumps([filed.document["answers"] for filed in world.submissions], ensure_ascii=False)
    for trap in ("O&#039;", "’", "@EXAMPLE.COM", '  "', "year", "Fifth year", "\\r\\n"):
        assert trap in text


def test_some_members_have_no_address_and_some_no_phone(world):
    documents = [fundraiser.document for fundraiser in world.fundraisers]
    assert {None, ""} <= {document["email"] for document in documents}
    assert {None, ""} <= {document["phone"] for document in documents}
    assert all(document["email"] or document["phone"] for document in documents)
    assert sum(1 for fundraiser in world.fundraisers if fundraiser.person is None) == 15


def test_partner_wishes_are_of_every_kind(world):
    wishes = [answer(document, "partnerPhone") for document in submissions(world, "preference")]
    named = Counter(clean_phone(wish["full"]) for wish in wishes if wish)
    assert None in wishes
    assert named.most_common(1)[0][1] > 5


def test_ten_times_the_signups_keep_the_proportions():
    world = generate(3, NOW, signups=9_900, contacts=30_000)
    assert sum(1 for person in world.truth if person.mn_id) == 9_730
    assert len(submissions(world, "setup")) == 9_710


def test_a_world_without_room_for_its_people_is_refused():
    with pytest.raises(ValueError, match="990 sign-ups need at least"):
        generate(1, NOW, contacts=500)
