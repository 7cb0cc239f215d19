"""A small application that shows the templates with plain forms, without database or sign-in."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from flask import Blueprint, Flask, render_template
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FileField,
    Form,
    FormField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from wirgrants.web.guides import all_guides, find_guide
from wirgrants.web.presentation import FILTERS
from wirgrants.web.uploading import lost_files

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
ERROR_CODES = (400, 403, 404, 405, 409, 413, 422, 429)


class GermanForm(Form):
    class Meta:
        locales = ("de",)


class EuroField(StringField):
    """Stands for the house's own field: the macros know it by its name."""


class GoalForm(GermanForm):
    goal = StringField("Ziel", [InputRequired("Nennen Sie ein Ziel.")])
    count = IntegerField("Anzahl", description="Personen im Jahr")


class FilterForm(GermanForm):
    search = StringField("Nummer oder Name")
    state = SelectField("Stand", choices=[SelectChoice("", "alle"), SelectChoice("filed", "neu")])


class SignInForm(GermanForm):
    """Stands for Flask-Security's form: same names, and a field for the token."""

    email = StringField("E-Mail")
    password = PasswordField("Passwort", [InputRequired("Geben Sie das Kennwort ein.")])

    def hidden_tag(self) -> str:
        return ""


class SampleForm(GermanForm):
    title = StringField(
        "Titel des Vorhabens", [InputRequired("Geben Sie dem Vorhaben einen Titel.")]
    )
    summary = TextAreaField("Kurzbeschreibung", [Length(max=2000)], description="In drei Sätzen")
    amount = EuroField("Beantragte Zuwendung", [InputRequired("Geben Sie einen Betrag ein.")])
    start = DateField("Beginn", [InputRequired("Geben Sie den ersten Tag an.")])
    guides = IntegerField("Zahl der Lotsinnen und Lotsen")
    line = SelectField(
        "Förderschwerpunkt",
        choices=[SelectChoice("a", "Koordination"), SelectChoice("b", "Lotsen")],
    )
    charitable = RadioField(
        "Ist die Organisation gemeinnützig?",
        [InputRequired("Wählen Sie ja oder nein.")],
        choices=[SelectChoice("yes", "ja"), SelectChoice("no", "nein")],
        description="Es zählt der letzte Freistellungsbescheid.",
    )
    languages = SelectMultipleField(
        "Sprachen",
        choices=[SelectChoice("ar", "Arabisch"), SelectChoice("uk", "Ukrainisch")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    declaration = BooleanField(
        "Mit dem Vorhaben wurde noch nicht begonnen.", [InputRequired("Bestätigen Sie das.")]
    )
    paper = FileField("Konzept", description="PDF, JPEG oder PNG, höchstens 25 MB")
    secret = PasswordField("Kennwort", render_kw={"autocomplete": "new-password"})
    goals = FieldList(FormField(GoalForm), "Ziele", min_entries=2)
    filters = FormField(FilterForm)


def failed_form() -> SampleForm:
    """A form after a failed check, with markup typed into a field."""
    form = SampleForm(
        MultiDict({"summary": "<script>alert(1)</script>", "guides": "x", "goals-0-goal": "A"})
    )
    form.validate()
    return form


def sample_values() -> dict[str, Any]:
    """Everything the sample page needs."""
    rows = [
        ("Qualifizierung", [Decimal(5400), Decimal(5400), Decimal(10800)]),
        ("Einsätze", [Decimal(7500), None, None]),
    ]
    return {
        "form": SampleForm(),
        "failed_form": failed_form(),
        "today": TODAY,
        "now": NOW,
        "plan": {
            "start": date(2027, 1, 1),
            "end": date(2028, 12, 31),
            "training": Decimal(5400),
            "deployments": Decimal(7500),
            "total": Decimal(12900),
            "rows": rows,
            "totals": [("Summe", [Decimal(12900), Decimal(5400), Decimal("1234567.89")])],
        },
        "findings": [
            {"rule": "Der Antrag ging fristgerecht ein.", "outcome": "not_met",
             "reason": "Eingang am 12.10.2026, Frist am 30.09.2026.", "clause": "Nr. 7.1"},
            {"rule": "Der Pool umfasst mindestens fünf Personen.", "outcome": "met",
             "reason": "8 Personen, erforderlich sind 5.", "clause": "Nr. 2.4.2",
             "override": "Kerstin Beispiel, 14.10.2026: Liste liegt vor."},
            {"rule": "Der Bescheid ist aktuell.", "outcome": "review",
             "reason": "Älter als fünf Jahre.", "clause": "Nr. 3"},
            {"rule": "Es gibt keine Doppelförderung.", "outcome": "not_asked",
             "reason": "Noch nicht beantwortet.", "clause": "VV Nr. 1"},
        ],
        "figures": [
            {"label": "Satz je Unterrichtseinheit", "value": "12,50 €", "source": "Nr. 5.2",
             "mark": "sourced"},
            {"label": "Höchstbetrag", "value": None, "source": None, "mark": "not_found"},
            {"label": "Pauschale", "value": "500,00 €", "source": "Aufruf", "mark": "demo"},
        ],
    }  # fmt: skip


def showroom() -> Flask:
    """The application; every page carries the strict content security policy of the house."""
    app = Flask("wirgrants", root_path=None)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["csrf_token"] = lambda: "token-of-the-test"
    app.jinja_env.globals["once_token"] = lambda: "t" * 43
    app.jinja_env.globals["lost_files"] = lost_files
    app.jinja_env.globals["url_for_security"] = lambda name: f"/{name}"
    public, guides = Blueprint("public", __name__), Blueprint("help", __name__)
    for name in ("home", "impressum", "datenschutz", "barrierefreiheit"):
        public.add_url_rule(f"/{name}", name, _shown(f"pages/{name}.html"))
    guides.add_url_rule("/hilfe", "index", _guide_index)
    guides.add_url_rule("/hilfe/<slug>", "show", _guide)
    app.register_blueprint(public)
    app.register_blueprint(guides)
    app.add_url_rule(
        "/muster", "sample", lambda: render_template("pages/musterseite.html", **sample_values())
    )
    app.add_url_rule("/anmelden", "sign_in", _sign_in)
    app.add_url_rule("/druck", "print", lambda: render_template("print.html", back="/muster"))
    app.add_url_rule("/fehler/<int:code>", "error", _error)
    app.context_processor(_frame)
    app.after_request(_with_policy)
    return app


def _shown(template: str) -> Any:
    return lambda: render_template(template)


def _guide_index() -> str:
    return render_template("pages/help_index.html", guides=all_guides())


def _guide(slug: str) -> str:
    guide = find_guide(slug)
    return render_template("pages/help.html", guide=guide, guides=all_guides())


def _sign_in() -> str:
    form = SignInForm(MultiDict({"email": "wer@example.org"}))
    form.validate()
    accounts = [("Sachbearbeitung", "sachbearbeitung@example.org", None)]
    return render_template(
        "security/login_user.html",
        login_user_form=form,
        account=None,
        navigation=[],
        demo_accounts=accounts,
        demo_password="Vorführung-2026",
    )


def _error(code: int) -> str:
    values: dict[str, Any] = {"code": f"Fehler {code}"}
    if code == 409:
        values |= {
            "who": "Kerstin Beispiel", "when": NOW, "resubmit": "/x", "back": "/y", "version": 8,
            "changes": [("Kurzbeschreibung", "Alt", "<b>Neu</b>")],
            "values": [("summary", "<b>Neu</b>"), ("csrf_token", "old"), ("version", "7")],
        }  # fmt: skip
    return render_template(f"errors/{code}.html", **values)


def _frame() -> dict[str, Any]:
    return {
        "site": {"product": "WIR-Förderportal", "authority": None, "demo": True, "today": TODAY},
        "navigation": [
            ("sample", "Meine Anträge"), ("public.impressum", "Förderaufrufe"),
            ("public.datenschutz", "Posteingang"), ("help.index", "Hilfe"),
        ],
        "account": {"name": "Kerstin Beispiel", "role": "Sachbearbeitung",
                    "organisation": "Regierungspräsidium", "sign_out": "/abmelden"},
    }  # fmt: skip


def _with_policy(response: Any) -> Any:
    response.headers["Content-Security-Policy"] = POLICY
    return response
