"""Everything that can stop an act, each as a sentence that says what to do.

A bad *record* is an `Issue` (see `records`), returned as data; a failed *act* is a child of
`MentorSyncError`. Texts hold ids only, never names, phones or e-mail addresses.
"""


class MentorSyncError(Exception):
    """Something Mentor Sync was asked to do could not be done."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (self.__class__.__doc__ or "").strip())


class SettingsError(MentorSyncError):
    """The settings are not usable; every problem is listed."""


class DatabaseUnreachableError(MentorSyncError):
    """The database does not answer."""


class DatabaseUnusableError(MentorSyncError):
    """The database answers but cannot be used; the message says what to change."""


class DatabaseFailedError(MentorSyncError):
    """The database could not do what was asked for; nothing of it was kept."""


class EmbeddedServerError(MentorSyncError):
    """The embedded PostgreSQL could not be started."""


class NotStartedError(MentorSyncError):
    """Mentor Sync could not be started on this computer; the message says what to do."""


class SeasonIncompleteError(SettingsError):
    """The season lacks settings that a run needs, or has unusable ones; all of them are listed."""


class UnknownSeasonError(MentorSyncError):
    """There is no such season."""


class SourceError(MentorSyncError):
    """A source could not be read; the message says what to check."""


class SourceRefusedError(SourceError):
    """The source refused the key or the id we gave it; trying again does not help."""


class RecordGoneError(SourceRefusedError):
    """The source has no such record any more."""


class RecordRefusedError(SourceRefusedError):
    """The source does not take what was to be written to this one record."""


class SourceUnavailableError(SourceError):
    """The source did not answer properly although we tried several times; try again later."""


class BudgetSpentError(SourceError):
    """The daily number of Jotform calls is used up; it starts anew at midnight, New York time."""


class RunInProgressError(MentorSyncError):
    """Another run of this season is under way; only one may run at a time."""


class RunCancelledError(MentorSyncError):
    """The run was cancelled; what was read is kept, mentors are as they were before."""


class ListingStoppedError(MentorSyncError):
    """A listing would have removed too many records at once; nothing was removed.

    `source_id` is what was listed, `removals` how many of the `known` records are missing in it.
    """

    def __init__(self, message: str, *, source_id: str, removals: int, known: int) -> None:
        super().__init__(message)
        self.source_id = source_id
        self.removals = removals
        self.known = known


class NothingStoppedError(MentorSyncError):
    """No listing waits for a word; nothing was accepted."""


class UploadRefusedError(MentorSyncError):
    """The uploaded file cannot be used; nothing was changed."""
