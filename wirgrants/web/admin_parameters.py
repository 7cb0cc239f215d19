"""Dated parameters: what counts today, what is unverified, and new values with their source."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for
from wtforms import Form

from forms.parameter import parameter_form, parameter_text
from wirgrants import clock
from wirgrants.services.organisations import seats
from wirgrants.services.parameter_entries import (
    COURT,
    Entry,
    ParameterValues,
    enter_parameter,
    entries_of,
    present_parameters,
    stand_of,
    unit_of,
)
from wirgrants.unit_of_work import read_only
from wirgrants.web.admin_answer import Answer, FormPage, done, take
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.once import once
from wirgrants.web.posted import posted
from workflows.wording import say
from workflows.wording.parameters import WITHOUT_EFFECT

blueprint = Blueprint("parameter", __name__, url_prefix="/verwaltung/werte")
_MOST_SHOWN = 5


def name_of(key: str, courts: dict[str, str]) -> str:
    """The German name of a parameter; a court is named by its district."""
    if key.startswith(COURT):
        ags = key.removeprefix(COURT)
        return say("parameter.court", {"seat": courts.get(ags, ags)})
    return say(f"parameter.{key}")


@blueprint.get("/")
@permit(Permission.PARAMETER_MANAGE)
def index() -> str:
    """Every parameter with the value of today; those to look at first."""
    with read_only() as session:
        day = clock.today()
        courts = seats(session, day)
        shown = [
            {
                "key": one.row.key,
                "name": name_of(one.row.key, courts),
                "text": parameter_text(one.row.value, one.row.unit),
                "row": one.row,
                "court": one.court,
                "doubts": one.doubts,
                "later": one.later,
                "source": one.row.clause.german(),
                "without_effect": WITHOUT_EFFECT.get(one.row.key, ""),
            }
            for one in present_parameters(session, day)
        ]
    return render_template(
        "admin/parameters.html",
        doubtful=[one for one in shown if one["doubts"] and not one["court"]],
        others=[one for one in shown if not one["doubts"] and not one["court"]],
        courts=[one for one in shown if one["court"]],
        day=day,
    )


@blueprint.get("/<key>")
@permit(Permission.PARAMETER_MANAGE)
def show(key: str) -> str:
    """All values of a parameter, newest first."""
    with read_only() as session:
        rows = entries_of(session, key)
        return render_template(
            "admin/parameter.html",
            key=key,
            name=name_of(key, seats(session, clock.today())),
            rows=rows,
            parameter_text=parameter_text,
            without_effect=WITHOUT_EFFECT.get(key, ""),
        )


@blueprint.route("/<key>/eintragen", methods=["GET", "POST"])
@permit(Permission.PARAMETER_MANAGE)
@once(lambda _made, key: url_for("parameter.show", key=key))
def enter(key: str) -> Answer:
    """Enter a dated value, or confirm the one that stands there."""
    unit = unit_of(key)
    with read_only() as session:
        rows, stand = entries_of(session, key), stand_of(session, key)
        name = name_of(key, seats(session, clock.today()))
    form = parameter_form(unit, posted(), _kept(rows, request.args.get("ab", "")) | {"seen": stand})
    seen = str(form["seen"].data or "")
    form["seen"].data = stand  # a page that comes again shows the present values
    page = FormPage(
        title="Wert eintragen oder bestätigen",
        lead=f"{name}. Ein neuer Wert gilt ab seinem Tag; frühere bleiben für frühere Tage. Wer "
        "denselben Tag noch einmal einträgt, berichtigt den Wert dieses Tages.",
        button="Wert speichern",
        back=url_for("parameter.show", key=key),
        once=True,
        facts=[(f"Ab {one.row.valid_from:%d.%m.%Y}", _text(one)) for one in rows[:_MOST_SHOWN]],
        crumbs=[
            ("Administration", url_for("admin.overview")),
            ("Allgemeine Werte", url_for("parameter.index")),
            (name, url_for("parameter.show", key=key)),
            ("Eintragen", None),
        ],
    )

    def run() -> Any:
        changed = enter_parameter(current_actor(), _values(key, form), seen=seen)
        said = "Der Wert ist gespeichert." if changed else "Der Wert stand schon so da."
        return done(said, page.back)

    return take(form, page, run)


def _text(entry: Entry) -> str:
    return parameter_text(entry.row.value, entry.row.unit)


def _kept(rows: Any, since: str) -> dict[str, Any]:
    """The fresh form: the row of that day, or its successor when its confirmation ends."""
    entry: Entry = next((e for e in rows if e.row.valid_from.isoformat() == since), rows[0])
    row = entry.row
    kept: dict[str, Any] = {
        "source": row.clause.source,
        "number": row.clause.number,
        "value": row.value,
    }
    if since:
        ends = row.confirmed_until
        kept["valid_from"] = row.valid_from if ends is None else ends + timedelta(days=1)
    return kept


def _values(key: str, form: Form) -> ParameterValues:
    until: date | None = form["confirmed_until"].data
    return ParameterValues(
        key=key,
        value=form["value"].data,
        valid_from=form["valid_from"].data,
        source=form["source"].data,
        number=form["number"].data,
        confirmed=bool(form["confirmed"].data),
        confirmed_until=until,
        note=form["note"].data or "",
        past=bool(form["past"].data),
    )
