"""Steps that bring nothing but the click, or nothing but a reason."""

from wtforms import TextAreaField
from wtforms.validators import Optional

from forms.base import HouseForm, clean_text, required, strip

LONGEST_REASON = 4_000


class ConfirmForm(HouseForm):
    """A step that brings nothing but the click: its page shows what it does."""


class ReasonForm(HouseForm):
    """A step that needs a written reason."""

    reason = TextAreaField(
        "Begründung",
        filters=[strip],
        validators=[required("Bitte begründen Sie diesen Schritt."), clean_text(LONGEST_REASON)],
    )


class OptionalReasonForm(HouseForm):
    """A step whose reason may be left out."""

    reason = TextAreaField(
        "Anmerkung (freiwillig)",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_REASON)],
    )
