"""The person who declares something: name and function, and what was shown."""

from wtforms import HiddenField, StringField

from forms.base import LONGEST_LINE, HouseForm, clean_text, one_line, required


class DeclaringForm(HouseForm):
    """Who declares, in which function, bound by its digest to what the page showed."""

    digest = HiddenField(validators=[clean_text(64, multiline=False)])
    name = StringField(
        "Vor- und Nachname",
        filters=[one_line],
        validators=[
            required("Bitte geben Sie den Vor- und Nachnamen ein."),
            clean_text(LONGEST_LINE, multiline=False),
        ],
        render_kw={"autocomplete": "name"},
    )
    function = StringField(
        "Funktion",
        description="zum Beispiel Landrätin, Bürgermeister, Vorstand",
        filters=[one_line],
        validators=[
            required("Bitte geben Sie die Funktion ein."),
            clean_text(LONGEST_LINE, multiline=False),
        ],
        render_kw={"autocomplete": "organization-title"},
    )
