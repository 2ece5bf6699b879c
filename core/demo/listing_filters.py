"""The filters of Givebutter's contact listing: camelCase there, columns here."""

from datetime import datetime

from starlette.requests import Request

from core.demo.clock import NEW_YORK, givebutter_stamp
from core.demo.contact_writes import InvalidError

_FILTERS = {
    "type": "type", "tags": "tag", "email": "email", "primaryEmail": "primary_email",
    "firstName": "first_name", "lastName": "last_name",
}  # fmt: skip
_MOMENTS = {
    "createdAfter": "created_after",
    "createdBefore": "created_before",
    "updatedAfter": "updated_after",
    "updatedBefore": "updated_before",
}
_SUMS = {
    "totalContributionsMin": "total_min", "totalContributionsMax": "total_max",
    "recurringContributionsMin": "recurring_min", "recurringContributionsMax": "recurring_max",
}  # fmt: skip


def requested_filters(request: Request) -> dict[str, object]:
    """The filters of a request, in the names of `Contacts.page`. Raises `InvalidError` for unreadable values."""
    given = request.query_params
    filters: dict[str, object] = {ours: given[theirs] for theirs, ours in _FILTERS.items() if given.get(theirs)}
    filters |= {ours: _moment(theirs, given[theirs]) for theirs, ours in _MOMENTS.items() if given.get(theirs)}
    filters |= {ours: _sum(theirs, given[theirs]) for theirs, ours in _SUMS.items() if given.get(theirs)}
    if given.get("sortBy") or given.get("sortByDesc"):
        filters |= {"sort_by": given.get("sortByDesc") or given["sortBy"], "sort_descending": "sortByDesc" in given}
    return filters


def _moment(name: str, text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidError({name: [f"The {name} is not a valid date."]}) from None
    return givebutter_stamp(moment if moment.tzinfo else moment.replace(tzinfo=NEW_YORK))


def _sum(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InvalidError({name: [f"The {name} must be a number."]}) from None
