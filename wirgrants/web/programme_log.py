"""How the events of the house read: calls, budgets, organisations, accounts, values."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from forms.budget import KINDS
from wirgrants.services.house_events import PAGE, HouseLine
from wirgrants.web.presentation import day, euro, moment
from workflows import registry
from workflows.states import Role
from workflows.wording import known, say
from workflows.wording.formats import german_quantity

WORDS: Mapping[str, str] = {
    "call_prepared": "Förderaufruf angelegt",
    "call_changed": "Förderaufruf geändert",
    "call_figures_set": "Werte des Förderaufrufs bestätigt oder ersetzt",
    "call_announced": "Förderaufruf bekannt gemacht",
    "call_opened_early": "Förderaufruf vorzeitig geöffnet",
    "call_extended": "Antragsfrist verlängert",
    "call_closed": "Förderaufruf geschlossen",
    "budget_created": "Ansatz angelegt",
    "budget_changed": "Ansatz geändert",
    "organisation_created": "Organisation angelegt",
    "organisation_changed": "Organisation geändert",
    "organisation_closed": "Organisation stillgelegt",
    "organisation_reopened": "Organisation wieder geöffnet",
    "account_created": "Konto angelegt",
    "account_changed": "Konto geändert",
    "account_closed": "Konto gesperrt",
    "account_reopened": "Konto wieder geöffnet",
    "password_reset": "Vorläufiges Kennwort vergeben",
    "password_changed": "Kennwort geändert",
    "membership_set": "Zuordnung zu einer Organisation eingetragen",
    "membership_ended": "Zuordnung zu einer Organisation beendet",
    "parameter_entered": "Allgemeiner Wert eingetragen",
    "annex_added": "Anlage hinterlegt",
    "operator_text_changed": "Text des Betreibers geändert",
    "list_taken": "Liste heruntergeladen",
    "job_requeued": "Gescheiterten Auftrag erneut gestartet",
    "job_dismissed": "Gescheiterten Auftrag ohne Wiederholung abgelegt",
}


def entries(lines: Sequence[HouseLine]) -> list[dict[str, Any]]:
    """The lines of one page for the timeline macro (at most `PAGE`)."""
    return [
        {
            "who": line.who or "System",
            "what": WORDS.get(line.action, line.action),
            "when": line.at,
            "detail": ". ".join(text for text in (_detail(line), line.reason) if text),
        }
        for line in lines[:PAGE]
    ]


def older(lines: Sequence[HouseLine]) -> int | None:
    """The event before which the next page begins, or None on the last page."""
    return lines[PAGE - 1].id if len(lines) > PAGE else None


def _detail(line: HouseLine) -> str:
    make = _DETAILS.get(line.action)
    return make(line) if make is not None else line.personal.get("name", "")


def _list(line: HouseLine) -> str:
    chosen = line.personal.get("filters", "")
    return f"{line.data['list']} ({chosen})" if chosen else str(line.data["list"])


def _call(line: HouseLine) -> str:
    name = say(f"line.{line.data['line']}.name")
    closes = datetime.fromisoformat(str(line.data["closes_at"]))
    return f"{line.data['title']} ({name}, {line.data['version']}), Antragsschluss {moment(closes)}"


def _moved(line: HouseLine) -> str:
    before, after = (_moment(line.data[key]) for key in ("before", "after"))
    return f"von {before} auf {after}"


def _moment(text: object) -> str:
    return moment(datetime.fromisoformat(str(text)))


def _figures(line: HouseLine) -> str:
    shipped = registry.guideline(line.data["line"], line.data["version"]).figures
    return ", ".join(
        f"{say(f'figure.name.{key}')}: {german_quantity(Decimal(told['value']), shipped[key].unit)}"
        for key, told in line.data["figures"].items()
    )


def _budget(line: HouseLine) -> str:
    data = line.data
    name = say(f"line.{data['line']}.name")
    change, total = Decimal(str(data["change"])), Decimal(str(data["total"]))
    sign = "+" if change > 0 else ""
    kind = KINDS[str(data["kind"])].split(" (")[0]
    return f"{name} {data['year']}, {kind}: {sign}{euro(change)}, Ansatz jetzt {euro(total)}"


def _account(line: HouseLine) -> str:
    roles = ", ".join(say(f"role.{Role(role).value}.short") for role in line.data.get("roles", ()))
    return " – ".join(text for text in (line.personal.get("name", ""), roles) if text)


def _membership(line: HouseLine) -> str:
    kind = say(f"membership.{line.data['kind']}")
    return f"{line.personal.get('name', '')}: {kind}"


def _parameter(line: HouseLine) -> str:
    key, _, seat = str(line.data["key"]).partition(".")
    name = say(f"parameter.{key}", {"seat": seat}) if known(f"parameter.{key}") else key
    since = day(date.fromisoformat(str(line.data["valid_from"])))
    told = f"{name}: {line.data['value']} {line.data['unit']}".strip() + f", gültig ab {since}"
    reached = line.data.get("reached")
    if not reached:
        return told
    letters, filed = reached["letters"], reached["applications"]
    return f"{told}; betroffene Zeit: {letters} Schreiben, {filed} Anträge ({line.data['note']})"


def _annex(line: HouseLine) -> str:
    since = day(date.fromisoformat(str(line.data["valid_from"])))
    kind = say(f"annex.{line.data['kind']}")
    return f"{kind}, gültig ab {since}, Prüfsumme {str(line.data['digest'])[:12]}…"


def _text(line: HouseLine) -> str:
    return str(line.data["key"]).capitalize()


_DETAILS: Mapping[str, Callable[[HouseLine], str]] = {
    "call_prepared": _call,
    "call_changed": _call,
    "call_announced": _call,
    "call_figures_set": _figures,
    "call_opened_early": _moved,
    "call_extended": _moved,
    "budget_created": _budget,
    "budget_changed": _budget,
    "account_created": _account,
    "account_changed": _account,
    "membership_set": _membership,
    "membership_ended": _membership,
    "parameter_entered": _parameter,
    "annex_added": _annex,
    "operator_text_changed": _text,
    "list_taken": _list,
}
