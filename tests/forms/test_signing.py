"""The day on which a letter leaves: ahead of today by post only."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from forms.recovery import SentForm
from forms.signing import SendingForm, SignForm, sign_form

TODAY = date(2026, 11, 23)


DAYS = pytest.mark.parametrize(
    ("way", "day", "latest"),
    [
        ("post", "30.11.2026", None),
        ("post", "01.12.2026", "30.11.2026"),
        ("post", "01.01.2099", "30.11.2026"),
        ("electronic", "23.11.2026", None),
        ("electronic", "24.11.2026", "23.11.2026"),
        ("personal", "23.11.2026", None),
        ("personal", "24.11.2026", "23.11.2026"),
    ],
)


@pytest.mark.parametrize("kind", [SignForm, SendingForm])
@DAYS
def test_only_the_post_takes_a_letter_on_a_later_day(kind, way, day, latest):
    told = MultiDict({"way": way, "sent_on": day, "reason": "Vertippt"})
    form = sign_form(told, today=TODAY, kind=kind)
    complaint = [] if latest is None else [f"Der Tag darf nicht nach dem {latest} liegen."]
    assert form.validate() is (latest is None)
    assert list(form.sent_on.errors) == complaint


@pytest.mark.parametrize("kind", [SentForm, *SentForm.__subclasses__()])
@DAYS
def test_every_letter_of_settlement_and_recovery_leaves_by_then(kind, way, day, latest):
    form = kind(MultiDict({"way": way, "sent_on": day}), today=TODAY)
    form.validate()  # the other fields are empty
    complaint = [] if latest is None else [f"Der Tag darf nicht nach dem {latest} liegen."]
    assert list(form.sent_on.errors) == complaint
