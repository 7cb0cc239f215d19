"""What an approver types to sign, and an officer to correct how a letter left."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import ValidationError

from forms.base import HouseForm, choices_from, clean_text, required, strip
from forms.fields import DayField, filled

LONGEST_REASON = 8_000
DAYS_TO_POST = 7
WAYS: Mapping[str, str] = {
    "post": "mit der Post",
    "electronic": "elektronisch über das Antragssystem",
    "personal": "persönliche Übergabe gegen Empfangsbekenntnis",
}


class ShownForm(HouseForm):
    """The click on what was shown: the digest of the previewed letter or of the whole proposal."""

    digest = HiddenField(validators=[clean_text(64, multiline=False)])


class SignForm(ShownForm):
    """A signature with the way by which the letter leaves."""

    way = RadioField(
        "Bekanntgabe",
        choices=choices_from(WAYS),
        validators=[required("Bitte wählen Sie den Weg der Bekanntgabe.")],
    )
    sent_on = DayField(
        "Tag der Absendung oder Übergabe",
        validators=[filled("Bitte nennen Sie den Tag.")],
    )


def sign_form(
    formdata: Any,
    *,
    today: date,
    consent: bool = True,
    data: Mapping[str, Any] | None = None,
    kind: type[SignForm] = SignForm,
) -> SignForm:
    """The form; the electronic way is offered only with the recipient's consent.

    By post the letter may leave up to a week after it is signed. Made available or handed over it
    is today at the latest: nobody has it before that.
    """
    form = kind(formdata) if formdata is not None else kind(data=dict(data or {}))
    offered = {way: label for way, label in WAYS.items() if consent or way != "electronic"}
    form.way.choices = choices_from(offered)
    form.sent_on.validators = [*form.sent_on.validators, not_beyond(today)]
    return form


def not_beyond(today: date) -> Any:
    """A validator of the day of a dispatch, which asks the form's `way`.

    By post a letter leaves up to a week after it is signed, in any other way today at the latest.
    """

    def check(form: Any, field: Any) -> None:
        by_post = form.way.data == "post"
        latest = today + timedelta(days=DAYS_TO_POST) if by_post else today
        if field.data is not None and field.data > latest:
            raise ValidationError(f"Der Tag darf nicht nach dem {latest:%d.%m.%Y} liegen.")

    return check


class SendingForm(SignForm):
    """A correction of how or when an issued letter left."""

    reason = TextAreaField(
        "Grund der Berichtigung",
        filters=[strip],
        validators=[required("Bitte nennen Sie den Grund."), clean_text(LONGEST_REASON)],
    )
