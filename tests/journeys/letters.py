"""What comes into people's inbox, and the letters that they take from there."""

import io
import re

from pypdf import PdfReader

from tests.support.browser import Person


def read_message(someone: Person, number: str, subject: str) -> None:
    """From any page through the inbox to the newest message about this case with this subject."""
    someone.click("Posteingang")
    lines = someone.page.locator("main tr").filter(has_text=number).filter(has_text=subject)
    lines.first.get_by_role("link").first.click()
    someone.page.get_by_role("heading", level=1).filter(has_text=subject).wait_for()


def read_letter(someone: Person, number: str, subject: str) -> str:
    """The text of the letter that a message in the inbox brings."""
    read_message(someone, number, subject)
    with someone.page.expect_download() as waiting:
        someone.page.get_by_role("link", name=re.compile("Schreiben")).click()
    read = PdfReader(io.BytesIO(waiting.value.path().read_bytes()))
    found = " ".join(page.extract_text() for page in read.pages)
    # Words are broken with soft hyphens.
    return " ".join(re.sub("\u00ad\\s*", "", found).split())
