"""Submissions as Jotform writes them."""

from typing import Any


def submission(answers: Any = None, **fields: Any) -> dict[str, Any]:
    """A submission whose answers are given by question name."""
    named = answers if not isinstance(answers, dict) else questions(answers)
    frame = {"id": "6665955816513974248", "form_id": "1", "created_at": "2025-09-30 12:39:41", "status": "ACTIVE"}
    return {**frame, "new": "1", "flag": "0", "notes": "", "updated_at": None, "answers": named, **fields}


def questions(answers: dict[str, Any]) -> dict[str, Any]:
    """Questions by number, each with its name and answer."""
    return {str(n): {"name": name, "answer": answer} for n, (name, answer) in enumerate(answers.items(), 2)}
