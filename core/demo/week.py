"""One week of the invented season while it goes by: who there is, and whom something happens to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from core.demo.store import DemoStore

Truth = dict[str, Any]


@dataclass(slots=True)
class Week:
    """The truth about everybody, changed as things happen, and kept at the week's end."""

    store: DemoStore
    rng: Random
    people: list[Truth]
    changed: set[int] = field(default_factory=set)

    def some(self, count: int, wanted: Callable[[Truth], Any]) -> list[Truth]:
        """So many of those who qualify, or all of them when they are fewer."""
        able = [truth for truth in self.people if wanted(truth)]
        chosen = self.rng.sample(able, min(count, len(able)))
        self.changed.update(truth["number"] for truth in chosen)
        return chosen

    def file(self, kind: str, truth: Truth, values: Mapping[str, object]) -> str:
        """Somebody sends a form."""
        submission = self.store.forms.add(kind, values)
        truth["submissions"][kind].append(submission)
        return submission

    def keep(self) -> None:
        """Keep what is true now."""
        for truth in self.people:
            if truth["number"] in self.changed:
                self.store.save_person(truth["number"], truth)
