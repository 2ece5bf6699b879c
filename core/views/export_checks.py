"""What was checked before a file may leave, and what was found."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.outcome import Export
from core.records import Issue, Severity
from core.rules.checks import ROW_CHECKS, cell_checks
from core.seasons import Season

_GRAVE = {Severity.CRITICAL, Severity.ERROR}
_IDS = (
    (re.compile(r"\bContact \d+, a duplicate,"), "A duplicate contact"),
    (re.compile(r"External ID of \S+"), "External ID of somebody else"),
    (re.compile(r"\b(Contact|External ID) [A-Z]*\d+"), r"\1"),
)
_CONTACT_RULES = (
    "Contact is not among today's contacts",
    "Contact stands in more than one row",
    "External ID stands in more than one row",
    "Contact already carries External ID",
    "Contact carries the External ID of somebody else",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of the import, and how many rows break it: left out (error), or with a remark (warning)."""

    title: str
    number: int
    severity: str


def findings(export: Export, issues: Iterable[Issue]) -> tuple[Check, ...]:
    """What the checks found, the gravest first; `issues` are those of the finished file, read back."""
    in_file = Counter(issue.message for issue in issues if issue.severity in _GRAVE)
    problems = Counter(without_ids(problem) for row in export.rows for problem in row.problems)
    warnings = Counter(warning for row in export.rows for warning in row.warnings)
    return (
        *(Check(f"Wrong in the finished file: {text}", number, "error") for text, number in in_file.items()),
        *(Check(text, number, "error") for text, number in problems.most_common()),
        *(Check(text, number, "warning") for text, number in warnings.most_common()),
    )


def rules_of(season: Season) -> tuple[str, ...]:
    """Everything that every row is checked for; each sentence says what would be wrong."""
    rows = (check.sentence for check in ROW_CHECKS)
    cells = (check.sentence for check in cell_checks(season))
    return tuple(dict.fromkeys((*_CONTACT_RULES, *rows, *cells)))


def without_ids(problem: str) -> str:
    """The same sentence for every row, so that rows can be counted."""
    for pattern, replacement in _IDS:
        problem = pattern.sub(replacement, problem)
    return problem
