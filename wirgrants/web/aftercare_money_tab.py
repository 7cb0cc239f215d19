"""The tab „Geld“ of a case: award, payments, what may be called, changes, ledger, bank account."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from forms.acceptance import AccountForm
from forms.change import KINDS
from forms.fitting_sections import part_name
from wirgrants.errors import NotFound, Refused
from wirgrants.models import ChangeRequest, LedgerEntry, User
from wirgrants.services.access import only_as_signatory
from wirgrants.services.changes import changes_of, proposed_terms, wanted_terms
from wirgrants.services.finality import finality_of_letter
from wirgrants.services.finance import Account, change_account, pays_still
from wirgrants.services.finance_rows import acceptance_with_bank, award_letter, left_of
from wirgrants.services.ledger import MOVEMENTS
from wirgrants.services.payments_call import Money, left_after_requests, load_money, open_years
from wirgrants.services.payments_checked import checks_of
from wirgrants.services.payments_late import clocks
from wirgrants.services.settlement_late import late_found
from wirgrants.unit_of_work import read_only
from wirgrants.web.case import audience, case_view, frame, is_applicant
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.tabs import READERS, CaseView, Tab, register_tab
from workflows.guideline import FinancingType
from workflows.progress import state_text
from workflows.states import AFTER_AWARD, ApplicationState, ChangeState, MachineName, Role
from workflows.wording import say

TAB = "geld"
blueprint = Blueprint("money", __name__, url_prefix="/vorgang")


def context(view: CaseView) -> Mapping[str, Any]:
    """The award by part and year, what moves on it, and for the office the ledger and the clock."""
    money = load_money(view.session, view.case)
    letter = award_letter(view.session, view.case)
    own = is_applicant(view)
    return {
        "own": own,
        "awarded_rows": _award_rows(money),
        "parts": list(money.parts.values()),
        "part_name": part_name,
        "financing": {one.value: say(f"financing_type.{one.value}") for one in FinancingType},
        "callable_now": _callable(view, money),
        "payments": _payments(view, money),
        "changes": _changes(view),
        "accepted": acceptance_with_bank(view.session, view.case),
        "dates": finality_of_letter(letter),
        "not_retrieved": say("date.not_retrieved"),
        "may_change_account": own
        and Role.SIGNATORY in view.actor.roles_on(view.case.organisation_id)
        and pays_still(view.case, money.payments),
        **_late_use(view, money),
        "ledger": [] if own else _ledger(view),
        "ledger_words": MOVEMENTS,
    }


def _late_use(view: CaseView, money: Money) -> Mapping[str, Any]:
    """The clock of each payout while it runs; of a closed case only what was found then.

    Reckoned anew, a closed case would raise questions that somebody has answered.
    """
    if view.case.state is not ApplicationState.SETTLED:
        return {"clocks": clocks(money, view.day), "late_found": None}
    own = is_applicant(view)
    return {"clocks": (), "late_found": None if own else late_found(view.session, view.case)}


def _award_rows(money: Money) -> list[dict[str, Any]]:
    return [
        {
            "part": part_name(year.part),
            "year": year.year,
            "amount": year.amount,
            "paid": year.paid,
            "tied": left_of(year) - left_after_requests(money, year)
            if money.payable is None
            else None,
            "released": year.released,
            "left": left_after_requests(money, year),
        }
        for year in money.years
    ]


def _callable(view: CaseView, money: Money) -> list[dict[str, Any]]:
    """What may be called in principle today; how much of it depends on the expenses stated."""
    if view.case.state not in _CALLABLE:
        return []
    return [
        {
            "part": part_name(year.part),
            "year": year.year,
            "left": left_after_requests(money, year),
            "payout": money.guideline.payout_of(year.part).value,
        }
        for year in open_years(money, view.day)
    ]


_CALLABLE = frozenset(
    {
        ApplicationState.RUNNING,
        ApplicationState.RESOLUTION_PENDING,
        ApplicationState.RESOLVED,
        ApplicationState.SETTLING,
    }
)


def _payments(view: CaseView, money: Money) -> list[dict[str, Any]]:
    reader = audience(view)
    # The office's own; a request that was given back to be checked again has no check.
    checks = {} if is_applicant(view) else checks_of(view.session, view.case)
    return [
        {
            "row": payment,
            "part": part_name(payment.award_year.part),
            "state": state_text(MachineName.PAYMENT, payment.state, reader),
            "checked": checks.get(payment.ref) if payment.checked_at else None,
        }
        for payment in money.payments
    ]


def _changes(view: CaseView) -> list[dict[str, Any]]:
    reader = audience(view)
    decided = (ChangeState.GRANTED, ChangeState.REFUSED)
    return [
        {
            "row": change,
            "kind": KINDS.get(change.kind.value, change.kind.value),
            "state": state_text(MachineName.CHANGE, change.state, reader),
            "wanted": wanted_terms(change),
            "decided": proposed_terms(change) if change.state in decided else (),
            "answer": change.answer if _answer_is_open(change, view) else "",
        }
        for change in changes_of(view.session, view.case)
    ]


def _answer_is_open(change: ChangeRequest, view: CaseView) -> bool:
    """A proposal is the office's own until it is signed."""
    return change.state in (ChangeState.GRANTED, ChangeState.REFUSED) or not is_applicant(view)


def _ledger(view: CaseView) -> list[tuple[LedgerEntry, str]]:
    """The movements of the case with their budgets, and who made them; one statement."""
    rows = view.session.execute(
        select(LedgerEntry, User.name)
        .outerjoin(User, User.id == LedgerEntry.actor_id)
        .where(LedgerEntry.case_id == view.case.id)
        .order_by(LedgerEntry.id)
        .options(joinedload(LedgerEntry.budget))
    )
    return [(entry, name or "System") for entry, name in rows]


register_tab(
    Tab(
        id=TAB,
        label="Geld",
        order=50,
        roles=READERS,
        template="money/tab.html",
        context=context,
        shown=lambda view: view.case.state in AFTER_AWARD,
    )
)


@blueprint.route("/<ref>/bankverbindung", methods=["GET", "POST"])
@permit(Permission.OWN_CASE_SIGN)
def account(ref: str) -> str | Response | tuple[str, int]:
    """A signatory names another bank account; open checks become void."""
    with read_only() as session:
        view = case_view(session, ref)
        only_as_signatory(view.actor, view.case)
        accepted = acceptance_with_bank(session, view.case)
        if accepted is None or accepted.personal is None:
            raise NotFound("nothing was accepted")
        fresh = {"account_holder": accepted.personal.account_holder}
        form = AccountForm(
            request.form if request.method == "POST" else None,
            data=fresh if request.method == "GET" else None,
        )
        values = {**frame(view, TAB), "form": form, "accepted": accepted, "version": _version(view)}
        if request.method == "GET":
            return render_template("money/account.html", **values)
        if not form.validate():
            return render_template("money/account.html", **values), 422
    told = Account(
        iban=form.iban.data or "",
        account_holder=form.account_holder.data or "",
        bank_name=form.bank,
    )
    try:
        change_account(current_actor(), ref, told, version=values["version"])
    except Refused as refusal:
        form.iban.errors = [refusal.message]
        with read_only() as session:
            view = case_view(session, ref)
            values |= frame(view, TAB)
            return render_template("money/account.html", **values), 422
    flash("Die Bankverbindung ist geändert.", "success")
    return redirect(url_for("case.tab", ref=ref, tab_id=TAB), 303)


def _version(view: CaseView) -> int:
    """The version the person saw; -1, which is never a version, for a form that tells none."""
    if request.method != "POST":
        return view.case.row_version
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
