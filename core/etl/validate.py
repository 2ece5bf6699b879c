"""Step 2: which sign-ups can become mentors, and what is wrong with the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from core.normalize import clean_email, clean_phone
from core.outcome import Exclusion
from core.records import Issue, PartnerPreference, Severity, Signup, TrainingSignup
from core.rules.classes import CLASSES, normalize_uga_class
from core.rules.fillers import is_filler, is_filler_given, is_filler_nickname
from core.rules.mail_domains import probably_meant

SIGNUPS, TRAININGS, PREFERENCES = "raw_mn_signups", "raw_mn_training_signup", "raw_mn_partner_preference"

ClassedForm = TypeVar("ClassedForm", Signup, TrainingSignup)


@dataclass(frozen=True, slots=True)
class Validated:
    """Sign-ups and training forms that can be used, and an explanation for every other sign-up."""

    signups: tuple[Signup, ...]
    trainings: tuple[TrainingSignup, ...]
    exclusions: tuple[Exclusion, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that may be wrong with a sign-up. Where it excludes the sign-up, nobody becomes a mentor."""

    error_type: str
    message: str
    fails: Callable[[Signup], bool]
    excludes: bool = False


def _is_unusable(typed: str | None, clean: Callable[[str], str | None]) -> bool:
    """Whether something was typed that is no such value, whatever an earlier answer left in its place."""
    return typed is not None and clean(typed) is None


CHECKS: tuple[Check, ...] = (
    Check("missing_mn_id", "The sign-up has no mentor id", lambda s: s.mn_id is None, excludes=True),
    Check(
        "no_contact_details",
        "The sign-up has neither a usable phone number nor an e-mail address",
        lambda s: not (s.phone or s.personal_email or s.uga_email),
        excludes=True,
    ),
    Check("invalid_phone", "The phone number is not usable", lambda s: _is_unusable(s.phone_text, clean_phone)),
    Check(
        "invalid_personal_email",
        "The personal e-mail address is not usable",
        lambda s: _is_unusable(s.personal_email_text, clean_email),
    ),
    Check(
        "invalid_uga_email",
        "The university e-mail address is not usable",
        lambda s: _is_unusable(s.uga_email_text, clean_email),
    ),
    Check("missing_last_name", "The sign-up has no last name", lambda s: not s.last_name),
)


def validate(
    signups: Iterable[Signup], trainings: Iterable[TrainingSignup], preferences: Iterable[PartnerPreference]
) -> Validated:
    """Check every form by itself. A bad record never stops the rest."""
    everyone = tuple(_without_fillers(_with_class(signup)) for signup in signups)
    classed = tuple(map(_with_class, trainings))
    failed = [(signup, check) for signup in everyone for check in CHECKS if check.fails(signup)]
    excluded: dict[str, Exclusion] = {}
    for signup, check in failed:
        if check.excludes:
            excluded.setdefault(signup.submission_id, Exclusion(signup.submission_id, check.error_type, signup.mn_id))
    return Validated(
        signups=tuple(signup for signup in everyone if signup.submission_id not in excluded),
        trainings=classed,
        exclusions=tuple(excluded.values()),
        issues=(
            *(_signup_issue(signup, check) for signup, check in failed),
            *(hint for signup in everyone for hint in _domain_hints(signup)),
            *(_class_issue(SIGNUPS, form, form.mn_id) for form in everyone if _is_unknown_class(form)),
            *(_class_issue(TRAININGS, form, None) for form in classed if _is_unknown_class(form)),
            *(_partner_issue(form) for form in preferences if form.partner_phone_text and not form.partner_phone),
        ),
    )


def _with_class(form: ClassedForm) -> ClassedForm:
    uga_class = normalize_uga_class(form.uga_class)
    return form if uga_class == form.uga_class else replace(form, uga_class=uga_class)


def _without_fillers(signup: Signup) -> Signup:
    """Names only: "n/a" and a dash are none, neither here nor in a message to somebody."""
    blank: dict[str, Any] = {name: None for name, is_none in _NAMES.items() if is_none(getattr(signup, name))}
    return replace(signup, **blank) if blank else signup


_NAMES: Mapping[str, Callable[[str | None], bool]] = {
    "first_name": is_filler_given,
    "middle_name": is_filler_given,
    "last_name": is_filler,
    "preferred_name": is_filler_nickname,
}


def _is_unknown_class(form: Signup | TrainingSignup) -> bool:
    return form.uga_class is not None and form.uga_class not in CLASSES


def _signup_issue(signup: Signup, check: Check) -> Issue:
    severity = Severity.ERROR if check.excludes else Severity.WARNING
    return Issue(check.error_type, severity, check.message, signup.mn_id, SIGNUPS, signup.submission_id)


def _domain_hints(signup: Signup) -> Iterator[Issue]:
    """The address is never changed: whoever typed it may have meant it."""
    for what, address in (("personal", signup.personal_email), ("university", signup.uga_email)):
        domain = (address or "").rpartition("@")[2]
        if meant := probably_meant(domain):
            message = f"The {what} e-mail address ends in {domain}; perhaps {meant} is meant. Ask, then correct it"
            yield Issue(f"{what}_email_typo", Severity.WARNING, message, signup.mn_id, SIGNUPS, signup.submission_id)


def _class_issue(table: str, form: Signup | TrainingSignup, mn_id: str | None) -> Issue:
    message = "The answer about the UGA class is none of the five classes"
    return Issue("unknown_uga_class", Severity.WARNING, message, mn_id, table, form.submission_id)


def _partner_issue(form: PartnerPreference) -> Issue:
    message = "The partner's phone number is not usable"
    return Issue("invalid_partner_phone", Severity.WARNING, message, form.mn_id, PREFERENCES, form.submission_id)
