"""Text that came from elsewhere, shown as it is: nothing in it becomes formatting."""

import re

_MARKDOWN = re.compile(r"([\\`*_\[\]$~<>|])")
_END_OF_LIST = re.compile(r"^(- .*)\n(?!- |\s*$)", re.MULTILINE)


def plain(text: str) -> str:
    """The text with every mark that Markdown would act on made harmless.

    Lines that begin with `- ` stay a list, which a sentence after it does not become part of.
    """
    return _END_OF_LIST.sub(r"\1\n\n", _MARKDOWN.sub(r"\\\1", text))
