"""The colours of `.streamlit/config.toml`: readable, light and dark."""

import tomllib
from pathlib import Path

import pytest

CONFIG = tomllib.loads((Path(__file__).parent.parent / ".streamlit" / "config.toml").read_text())
SMALL_PRINT = 0.6  # how much of the text colour Streamlit gives to captions
TEXTS = [f"{colour}TextColor" for colour in ("red", "orange", "yellow", "green", "blue", "violet", "gray")]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_stands_out_from_what_it_lies_on(mode: str) -> None:
    theme = CONFIG["theme"][mode]
    grounds = [
        part[name] for part in (theme, theme["sidebar"]) for name in ("backgroundColor", "secondaryBackgroundColor")
    ]
    inks = {name: theme[name] for name in ("textColor", "linkColor", *TEXTS)}
    assert {name: ink for name, ink in inks.items() if min(contrast(ink, ground) for ground in grounds) < 4.5} == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_small_print_stands_out_from_what_it_lies_on(mode: str) -> None:
    theme = CONFIG["theme"][mode]
    for part in (theme, theme["sidebar"]):
        for ground in (part["backgroundColor"], part["secondaryBackgroundColor"]):
            assert contrast(blend(theme["textColor"], ground, SMALL_PRINT), ground) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_white_stands_out_from_the_primary_colour_and_that_from_the_page(mode: str) -> None:
    theme = CONFIG["theme"][mode]
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_charts_stand_out_from_the_page(mode: str) -> None:
    theme = CONFIG["theme"][mode]
    colours = theme["chartCategoricalColors"]
    assert {colour for colour in colours if contrast(colour, theme["backgroundColor"]) < 3} == set()
    assert len(set(colours)) == len(colours)
    assert len(theme["chartSequentialColors"]) == 10


def test_nothing_leaves_this_computer_and_no_error_shows_people() -> None:
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["runner"]["postScriptGC"] is False


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2: 1 is none, 21 is black on white."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def blend(ink: str, ground: str, share: float) -> str:
    """The colour of an ink that covers only a share of the ground."""
    pairs = [(int(ink[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
