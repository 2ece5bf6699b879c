"""From records to mentors: the eight steps in order. This file is the table of contents of the ETL."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from core.conflicts import ask
from core.errors import MentorSyncError
from core.etl.archive import propose_archivals
from core.etl.changes import find_changes
from core.etl.deduplicate import Deduplicated, deduplicate
from core.etl.disagree import Disagreed, disagree, newer_in_givebutter
from core.etl.export import build_export
from core.etl.holds import hold_back
from core.etl.identify import Identified, identify
from core.etl.identity import Knowledge
from core.etl.link import Linked, link
from core.etl.match import Matched, match
from core.etl.merge import Merged, merge
from core.etl.other_seasons import OtherSeasons, look_elsewhere
from core.etl.release import release
from core.etl.validate import Validated, validate
from core.inputs import Inputs
from core.mentors import Mentor
from core.outcome import Archival, Change, Exclusion, Export, Hold, Outcome, StepCount
from core.rules.matching import circumstances_of
from core.seasons import Season


class UnbalancedError(MentorSyncError):
    """Some sign-ups are neither mentors nor explained exclusions; nothing was written."""


@dataclass(frozen=True, slots=True)
class _Results:
    """What each of the steps returned."""

    valid: Validated
    unique: Deduplicated
    identified: Identified
    matched: Matched
    linked: Linked
    disagreed: Disagreed
    merged: Merged
    changes: tuple[Change, ...]
    holds: tuple[Hold, ...]
    export: Export
    archivals: tuple[Archival, ...]
    elsewhere: OtherSeasons


def transform(
    inputs: Inputs, season: Season, now: datetime, *, watch: Callable[[str], object] = lambda _: None
) -> Outcome:
    """Decide everything that follows from the inputs; `watch` hears each step begin. Step 1 loaded the inputs."""
    watch("validate")
    valid = validate(inputs.signups, inputs.trainings, inputs.preferences)
    watch("deduplicate")
    unique = deduplicate(valid.signups, Knowledge(inputs.persons, inputs.decisions, season.university_email_domains))
    identified = identify(unique.people, inputs)
    people, today = identified.people, identified.inputs
    watch("match")
    seen, elsewhere = look_elsewhere(people, today, season)
    matched = match(people, seen, circumstances_of(season, inputs.members, now))
    watch("merge")
    linked = link(people, today, valid.trainings)
    disagreed = disagree(matched.matches, today, season)
    merged = merge(matched.matches, linked, disagreed, today.known, season, now=now)
    watch("changes")
    changes = find_changes(inputs.known, merged.mentors, merged.renamed)
    watch("export")
    holds = tuple(hold_back(matched.matches, contacts_complete=inputs.contacts_complete))
    held = {hold.mn_id for hold in (*holds, *elsewhere.waiting)}
    # The age of the contacts counts when a file is handed out; a run takes them as today's.
    export = build_export(
        merged.mentors, elsewhere.retired, season, holds=held, now=now, contacts_at=now,
        undecided=newer_in_givebutter(disagreed),
    )  # fmt: skip
    watch("archive")
    archivals = tuple(
        propose_archivals(
            matched, merged.mentors, season, used_elsewhere=elsewhere.used, households_known=inputs.households_known
        )
    )
    results = _Results(
        valid, unique, identified, matched, linked, disagreed, merged, changes, holds, export, archivals, elsewhere
    )
    return _outcome(inputs, season, results)


def check_balance(signups: int, mentors: Iterable[Mentor], exclusions: Collection[Exclusion]) -> None:
    """Sign-ups in = mentors + explained exclusions. Raises `UnbalancedError` where that does not hold."""
    present = sum(mentor.withdrawn_at is None for mentor in mentors)
    if signups != present + len(exclusions):
        raise UnbalancedError(
            f"{signups} sign-ups are not {present} mentors + {len(exclusions)} exclusions; nothing was written."
        )


def _outcome(inputs: Inputs, season: Season, results: _Results) -> Outcome:
    merged, disagreed = results.merged, results.disagreed
    exclusions = (*results.valid.exclusions, *results.unique.exclusions, *merged.exclusions)
    check_balance(len(inputs.signups), merged.mentors, exclusions)
    steps = (results.valid, results.unique, results.matched, results.linked, disagreed, merged)
    return Outcome(
        mentors=merged.mentors,
        renamed=merged.renamed,
        changes=results.changes,
        issues=tuple(issue for step in steps for issue in step.issues),
        conflicts=ask(results.matched.matches, disagreed.questions, results.linked, season, results.unique.questions),
        archivals=results.archivals,
        holds=results.holds,
        exclusions=exclusions,
        export=results.export,
        steps=_counts(inputs, results),
        agreed=disagreed.agreed,
        releases=release(results.matched.matches),
        retirements=results.elsewhere.retirements,
        waiting=_waiting(results),
        identities=results.identified.identities,
    )


def _waiting(results: _Results) -> tuple[Hold, ...]:
    """Who waits for another season's id, and for nothing that a person must answer about them."""
    asked = {hold.mn_id for hold in results.holds}
    return tuple(hold for hold in results.elsewhere.waiting if hold.mn_id not in asked)


def _counts(inputs: Inputs, results: _Results) -> tuple[StepCount, ...]:
    valid, unique, matched, merged = results.valid, results.unique, results.matched, results.merged
    chosen = sum(match.winner is not None for match in matched.matches)
    merge_issues = sum(len(step.issues) for step in (results.linked, results.disagreed, merged))
    return (
        StepCount("validate", len(inputs.signups), len(valid.signups), len(valid.issues)),
        StepCount("deduplicate", len(valid.signups), len(unique.people), len(unique.issues)),
        StepCount("match", len(unique.people), chosen, len(matched.issues)),
        StepCount("merge", len(unique.people), len(merged.mentors), merge_issues),
        StepCount("changes", len(merged.mentors), len(results.changes), 0),
        StepCount("export", len(merged.mentors), len(results.export.ready), len(results.export.left_out)),
        StepCount("archive", len(unique.people), len(results.archivals), 0),
    )
