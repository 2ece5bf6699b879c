"""Text that came from elsewhere, shown as it is: nothing in it becomes formatting."""

import re

_MARKDOWN = re.compile(r"([\\`*_\[\]$~<>|])")


def plain(text: str) -> str:
    """The text with every mark that Markdown would act on made harmless."""
    return _MARKDOWN.sub(r"\\\1", text)
