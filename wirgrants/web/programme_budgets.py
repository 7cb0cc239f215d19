"""Budgets and commitment authority: provide, increase, decrease, and read the ledger."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from forms.budget import KINDS, BudgetChangeForm, BudgetForm
from forms.fields import show_euro
from wirgrants import clock
from wirgrants.models import Budget, BudgetKind
from wirgrants.services import budgets as service
from wirgrants.services.budgets import ledger_rows, load_budget
from wirgrants.services.ledger import MOVEMENTS, free
from wirgrants.unit_of_work import read_only
from wirgrants.web.admin_answer import Answer, FormPage, done, take
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.once import once
from wirgrants.web.posted import posted
from wirgrants.web.presentation import euro
from workflows import registry
from workflows.wording import say

blueprint = Blueprint("budget", __name__, url_prefix="/programm/mittel")

_PAGE = 25


def title_of(budget: Budget) -> str:
    """Line, year and kind in one line."""
    kind = KINDS[budget.kind.value].split(" (")[0]
    return f"{kind} {budget.year}: {say(f'line.{budget.line}.name')}"


@blueprint.route("/neu", methods=["GET", "POST"])
@permit(Permission.BUDGET_MANAGE)
@once(lambda made: url_for("budget.show", ref=made))
def allot() -> Answer:
    """Provide the first money of a line and year."""
    kept = {
        "line": request.args.get("linie", ""),
        "year": request.args.get("jahr", clock.today().year + 1, type=int),
        "kind": request.args.get("art", BudgetKind.BUDGET.value),
    }
    form = BudgetForm(posted(), data=kept)
    form.offer({line: say(f"line.{line}.name") for line in registry.lines()})
    page = FormPage(
        title="Mittel bereitstellen",
        lead="Ein Bewilligungsvorschlag braucht im ersten Jahr Haushaltsmittel und für jedes "
        "spätere Jahr eine Verpflichtungsermächtigung (§ 38 LHO).",
        button="Mittel bereitstellen",
        back=url_for("programme.overview"),
        crumbs=[("Programm", url_for("programme.overview")), ("Mittel bereitstellen", None)],
        once=True,
    )

    def run() -> Any:
        ref = service.allot_budget(
            current_actor(),
            form["line"].data,
            form["year"].data,
            BudgetKind(form["kind"].data),
            form["amount"].data,
            form["reason"].data,
        )
        return done("Die Mittel sind bereitgestellt.", url_for("budget.show", ref=ref))

    return take(form, page, run)


@blueprint.get("/<ref>")
@permit(Permission.BUDGET_MANAGE)
def show(ref: str) -> str:
    """One budget with its balances and its ledger, newest entry first."""
    with read_only() as session:
        budget = load_budget(session, ref)
        rows = ledger_rows(session, budget, request.args.get("vor", type=int), _PAGE)
        return render_template(
            "programme/budget.html",
            budget=budget,
            title=title_of(budget),
            free=free(budget),
            rows=rows[:_PAGE],
            older=rows[_PAGE - 1].id if len(rows) > _PAGE else None,
            movements=MOVEMENTS,
        )


@blueprint.route("/<ref>/aendern", methods=["GET", "POST"])
@permit(Permission.BUDGET_MANAGE)
@once(lambda _made, ref: url_for("budget.show", ref=ref))
def change(ref: str) -> Answer:
    """Increase or decrease a budget, never below what is used."""
    with read_only() as session:
        budget = load_budget(session, ref)
        used = budget.total - free(budget)
        form = BudgetChangeForm(posted(), data={"seen": show_euro(budget.total)})
        title = title_of(budget)
        page = FormPage(
            title="Ansatz ändern",
            lead=title,
            button="Ansatz ändern",
            back=url_for("budget.show", ref=ref),
            once=True,
            crumbs=[
                ("Programm", url_for("programme.overview")),
                (title, url_for("budget.show", ref=ref)),
                ("Ändern", None),
            ],
            facts=(
                ("Ansatz", euro(budget.total)),
                ("vorgemerkt, gebunden und ausgezahlt", euro(used)),
                ("frei", euro(free(budget))),
            ),
        )

    def run() -> Any:
        total = service.change_budget(
            current_actor(), ref, form.change(), form["reason"].data, form.seen_total()
        )
        return done(f"Der Ansatz beträgt jetzt {euro(total)}.", page.back)

    return take(form, page, run)
