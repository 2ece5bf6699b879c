"""What we read from the world: one file per stream, in the order in which a run reads them."""

from core.streams.base import Stream
from core.streams.cells import Parsed, Record
from core.streams.contacts import CONTACTS
from core.streams.members import MEMBERS
from core.streams.preference import PREFERENCE
from core.streams.setup import SETUP
from core.streams.signups import SIGNUPS
from core.streams.training import TRAINING

__all__ = ["CONTACTS", "STREAMS", "Parsed", "Record", "Stream"]

STREAMS: tuple[Stream, ...] = (SIGNUPS, SETUP, TRAINING, PREFERENCE, MEMBERS, CONTACTS)
