"""After the notice: acceptance, finality, calls for money, changes of the award."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

from forms.payment import CHECK_QUESTIONS
from wirgrants.demo.bodies import body_of
from wirgrants.demo.deciding import dispatch_of
from wirgrants.demo.project import Case
from wirgrants.demo.signing import signature_of
from wirgrants.demo.stage import Stage
from wirgrants.demo.stating import own_used, stated
from wirgrants.models import ChangeKind
from wirgrants.services import (
    changes,
    changes_decision,
    changes_proposal,
    finance,
    payments,
    payments_returned,
)
from wirgrants.services.acceptance import Declaration, accept, record_on_paper
from wirgrants.services.changes_named import name_letter
from wirgrants.services.decline import Refusal, decline, make_decline_receipt
from wirgrants.services.delivery import Signature
from wirgrants.services.finance_rows import acceptance_with_bank, award_letter, payment_of
from wirgrants.services.lapse import LapseWish, lapse, preview_lapse
from wirgrants.services.letters import letter_of
from wirgrants.services.obligations_met import Met, meet_obligation, obligations_of
from wirgrants.services.payment_refusal import RefusalWish, preview_refusal, refuse_payment
from wirgrants.services.payments import Request
from wirgrants.services.payments_call import highest, load_money
from wirgrants.services.retrieval import record_retrieval
from wirgrants.unit_of_work import read_only

# Account numbers that banks publish as examples.
_IBANS = (
    "DE89370400440532013000",
    "DE75512108001245126199",
    "DE12500105170648489890",
    "DE27100777770209299700",
    "DE02120300000000202051",
)


def declaration(stage: Stage, case: Case, *, waived: bool) -> Declaration:
    """What the recipient declares on the notice."""
    body = body_of(case.project.body)
    with read_only() as session:
        notice = award_letter(session, stage.case(case.ref)).pdf_digest
    return Declaration(
        name=body.signatory[0],
        function=body.signatory[1],
        iban=_IBANS[len(body.key) % len(_IBANS)],
        account_holder=body.name,
        bank_name="Musterbank",
        remedy_waived=waived,
        notice=notice,
    )


def opened(stage: Stage, case: Case) -> None:
    """The signatory calls up the notice: one made available electronically is notified so."""
    with read_only() as session:
        notice = award_letter(session, stage.case(case.ref)).ref
    record_retrieval(stage.person(case.signatory), case.ref, notice)


def accepted(stage: Stage, case: Case, *, waived: bool = True) -> None:
    """The signatory opens the notice and accepts the award; with a waiver the measure runs."""
    opened(stage, case)
    told = declaration(stage, case, waived=waived)
    accept(stage.person(case.signatory), case.ref, told, version=stage.version(case.ref))


def accepted_on_paper(stage: Stage, case: Case) -> None:
    """The declaration came by post; the officer enters it."""
    told = declaration(stage, case, waived=True)
    record_on_paper(
        stage.person(case.officer),
        case.ref,
        told,
        received_on=stage.today,
        reason="Unterschriebene Erklärung, Posteingang von heute",
        version=stage.version(case.ref),
    )


def declined(stage: Stage, case: Case, reason: str) -> None:
    """The signatory opens the notice and does not accept the award."""
    body, signatory = body_of(case.project.body), stage.person(case.signatory)
    with read_only() as session:
        notice = award_letter(session, stage.case(case.ref))
    record_retrieval(signatory, case.ref, notice.ref)
    name, function = body.signatory[0], body.signatory[1]
    told = Refusal(name=name, function=function, notice=notice.pdf_digest, reason=reason)
    decline(stage.person(case.signatory), case.ref, told, version=stage.version(case.ref))
    make_decline_receipt(case.ref)


def met(stage: Stage, case: Case, number: int, note: str) -> None:
    """The officer notes that an obligation is met."""
    actor, stored = stage.person(case.officer), stage.case(case.ref)
    with read_only() as session:
        ref = obligations_of(session, stored)[number - 1].ref
    told = Met(on=stage.today, note=note)
    meet_obligation(actor, case.ref, ref, told, version=stored.row_version)


def lapsed(stage: Stage, case: Case) -> None:
    """No declaration came: the award lapses."""
    reason = "Die Erklärung zum Bescheid ist trotz Erinnerung nicht eingegangen."
    actor = stage.person(case.approver)
    letter = preview_lapse(actor, case.ref, LapseWish(reason=reason))
    lapse(actor, case.ref, signature_of(stage, case, letter), version=stage.version(case.ref))


def call(
    stage: Stage, case: Case, part: str, year: int, *, amount: str = "", due_soon: str = ""
) -> str:
    """The signatory calls money of a part and year: this sum, or the most; the request's ref.

    `due_soon` is a statement that goes beyond the plan.
    """
    stored = stage.case(case.ref)
    planned = case.project.parts[part]
    told_of = stated(planned, stage.today)
    if due_soon:
        told_of = replace(told_of, due_soon=Decimal(due_soon))
    with read_only() as session:
        money = load_money(session, stored)
        row = next(one for one in money.years if (one.part, one.year) == (part, year))
        most = highest(money, row, told_of, stage.today)
        own = own_used(planned, money.parts[part].financing, told_of.spent)
    told = Request(
        award_year_id=row.id,
        amount=Decimal(amount) if amount else most.amount,
        statement={
            "spent": format(told_of.spent, "f"),
            "due_soon": format(told_of.due_soon, "f"),
            "own_funds_used": format(own, "f"),
            "use": "Ausgaben nach dem Finanzierungsplan, fällig in den nächsten zwei Monaten",
        },
    )
    actor = stage.person(case.signatory)
    return payments.request_payment(actor, case.ref, told, version=stage.version(case.ref))


def check(stage: Stage, case: Case, ref: str) -> None:
    """The officer checks a request."""
    text = "Abruf entspricht dem Bescheid und dem Fortschritt der Maßnahme."
    actor = stage.person(case.officer)
    answers = dict.fromkeys(CHECK_QUESTIONS, True)
    version = stage.version(case.ref)
    payments.check_payment(actor, case.ref, ref, text, answers=answers, version=version)


def refused(stage: Stage, case: Case, ref: str, reason: str) -> None:
    """The approver refuses a request."""
    actor = stage.person(case.approver)
    letter = preview_refusal(actor, case.ref, ref, RefusalWish(reason=reason))
    signature = signature_of(stage, case, letter)
    refuse_payment(actor, case.ref, ref, signature, version=stage.version(case.ref))


def called_off(stage: Stage, case: Case, ref: str) -> None:
    """The signatory takes a request back."""
    actor = stage.person(case.signatory)
    payments.withdraw_payment(actor, case.ref, ref, version=stage.version(case.ref))


def _shown(stage: Stage, case: Case, ref: str) -> str:
    with read_only() as session:
        stored = stage.case(case.ref)
        row = payment_of(session, stored, ref)
        accepted_row = acceptance_with_bank(session, stored)
        bank = None if accepted_row is None else accepted_row.personal
        return payments.shown_digest(row, row.award_year.part, row.award_year.year, bank)


def release(stage: Stage, case: Case, ref: str) -> None:
    """The approver releases what was checked."""
    actor, shown = stage.person(case.approver), _shown(stage, case, ref)
    payments.release_payment(actor, case.ref, ref, shown, version=stage.version(case.ref))


def pay(stage: Stage, case: Case, ref: str) -> None:
    """The cash office has paid."""
    actor, reference = stage.person("finance"), f"KZ {stage.today:%y%m%d}-{ref[:4].upper()}"
    version = stage.version(case.ref)
    finance.pay(actor, case.ref, ref, stage.today, reference, version=version)


def returned(stage: Stage, case: Case, ref: str) -> None:
    """The bank sent the money back."""
    actor, reason = stage.person("finance"), "Konto erloschen, Rückläufer der Bank"
    version = stage.version(case.ref)
    finance.record_return(actor, case.ref, ref, stage.today, reason, version=version)


def given_up(stage: Stage, case: Case, ref: str) -> None:
    """The approver does not have a returned payment repeated."""
    actor, reason = stage.person(case.approver), "Der Betrag wird mit dem Rest neu abgerufen."
    payments_returned.cancel_returned(actor, case.ref, ref, reason, version=stage.version(case.ref))


def release_withdrawn(stage: Stage, case: Case, ref: str) -> None:
    """The cash office takes a release back before paying."""
    actor, reason = stage.person("finance"), "Kassenzeichen falsch zugeordnet"
    payments.take_back_release(actor, case.ref, ref, reason, version=stage.version(case.ref))


def paid(stage: Stage, case: Case, part: str, year: int, *, amount: str = "") -> str:
    """From the call to the payout on one day; the request's ref."""
    ref = call(stage, case, part, year, amount=amount)
    check(stage, case, ref)
    release(stage, case, ref)
    pay(stage, case, ref)
    return ref


def all_paid(stage: Stage, case: Case, year: int) -> None:
    """Every part's award of a year, each in one sum."""
    for part, planned in case.project.parts.items():
        if str(year) in planned.asked:
            paid(stage, case, part, year)


def wish(
    stage: Stage, case: Case, kind: ChangeKind, reason: str, changed: Mapping[str, Any]
) -> str:
    """The signatory asks for a change of one part's values; the request's ref."""
    stored = stage.case(case.ref)
    with read_only() as session:
        award = deepcopy(changes.standing_award(session, stored).award)
    for part in award["parts"]:
        award["parts"][part] |= changed
        break
    told = changes.Wish(kind=kind, reason=reason, award=award)
    actor = stage.person(case.signatory)
    return changes.request_change(actor, case.ref, told, version=stage.version(case.ref))


def plan_shift(
    stage: Stage, case: Case, year: int, giver: str, taker: str, amount: str, reason: str
) -> str:
    """The signatory asks to move money between two items of a year; the request's ref."""
    with read_only() as session:
        award = changes.standing_award(session, stage.case(case.ref)).award
    plan = deepcopy(next(iter(award["parts"].values()))["plan"])
    for category, sign in ((giver, -1), (taker, 1)):
        item = next(i for i in plan["items"] if (i["category"], i["year"]) == (category, year))
        item["amount"] = format(Decimal(item["amount"]) + sign * Decimal(amount), "f")
    return wish(stage, case, ChangeKind.PLAN, reason, {"plan": plan})


def propose_change(stage: Stage, case: Case, ref: str, *, grant: bool, words: str) -> None:
    """The officer proposes to grant what was wanted, or to refuse it."""
    actor, stored = stage.person(case.officer), stage.case(case.ref)
    with read_only() as session:
        wanted = changes.change_of(session, stored, ref).wanted
    terms: dict[str, Any] = {
        "favourable": grant,
        "award": wanted if grant else None,
        "answer": words,
        "obligations": [],
    }
    letter = changes_proposal.preview_change(actor, case.ref, ref, terms)
    with read_only() as session:
        stored = stage.case(case.ref)
        row = changes.change_of(session, stored, ref)
        preview = changes_proposal.waiting_preview(session, stored, row)
        assert preview is not None
        assert preview.ref == letter
        digest = preview.pdf_digest
    changes_proposal.propose_change(actor, case.ref, ref, terms, digest, version=stored.row_version)


def decide_change(stage: Stage, case: Case, ref: str, *, grant: bool) -> None:
    """The approver signs the decision on a change."""
    actor, stored = stage.person(case.approver), stage.case(case.ref)
    action = "grant" if grant else "refuse"
    letter = name_letter(actor, case.ref, ref, action, version=stored.row_version)
    with read_only() as session:
        digest = letter_of(session, stored, letter).pdf_digest
    signature = Signature(
        shown_digest=digest, dispatch=dispatch_of(stage, case), version=stage.version(case.ref)
    )
    changes_decision.decide_change(actor, case.ref, ref, action, signature)


def withdraw_change(stage: Stage, case: Case, ref: str) -> None:
    """The signatory takes a request for a change back."""
    actor = stage.person(case.signatory)
    changes.withdraw_change(actor, case.ref, ref, version=stage.version(case.ref))
