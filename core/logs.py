"""Logs for machines: one JSON object a line, ids only."""

import logging
import sys

import structlog


def configure() -> None:
    """Write structured lines to standard error, and the warnings of libraries with them."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
