"""What a listing tells about itself while its pages come, and whether they add up to all there is."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.clients.answers import Page


@dataclass(frozen=True, slots=True)
class Told:
    """When a listing began by the source's clock, and the totals it announced from page to page."""

    began_at: datetime | None = None
    first_total: int | None = None
    lowest_total: int = 0
    highest_total: int = 0

    def and_page(self, page: Page) -> "Told":
        """The same after one more page."""
        began = self if self.began_at else replace(self, began_at=page.answered_at)
        if page.total is None:
            return began
        if self.first_total is None:
            return replace(began, first_total=page.total, lowest_total=page.total, highest_total=page.total)
        lowest, highest = min(self.lowest_total, page.total), max(self.highest_total, page.total)
        return replace(began, lowest_total=lowest, highest_total=highest)

    def adds_up(self, present: int, absent: int) -> bool:
        """Whether as many records came as were announced, and none left meanwhile, which moves others past the reader.

        `absent` are those that came but count as deleted; sources differ in whether they count them.
        """
        if self.first_total is None or self.lowest_total < self.first_total:
            return False
        return present >= self.highest_total or present + absent == self.highest_total
