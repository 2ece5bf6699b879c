"""The product in front of a browser, once for all that is measured there."""

from tests.browser.conftest import browser, product

__all__ = ["browser", "product"]  # fixtures
