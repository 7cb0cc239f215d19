"""What a page was sent with: the form, and the row version that the person saw."""

from typing import Any

from flask import request


def posted() -> Any:
    """What was sent, or None when the page is fresh."""
    return request.form if request.method == "POST" else None


def posted_version() -> int:
    """The row version that the page showed; -1 (never a version) when it is missing or forged."""
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def shown_version(current: int) -> int:
    """The version the person saw: the present one on a fresh page, else the posted one."""
    return posted_version() if request.method == "POST" else current
