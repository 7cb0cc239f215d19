"""The dates of a case at each of its stages, with who must act."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import holidays

from tests.workflows.money_cases import CLAUSE, call, component, figure, guideline, main, part
from workflows.deadlines_of_case import CaseDateKind, Milestones, dates_of_case
from workflows.due import NamedDay
from workflows.facts import Applicant, ApplicantType, Facts, History
from workflows.guideline import Deadline, DeadlineKind, Guideline, ProofDue, YearCap
from workflows.notification import Delivery, DeliveryWay
from workflows.parameters import DEFAULTS
from workflows.sources import Mark
from workflows.states import Role
from workflows.wording import known

HESSE = frozenset(holidays.Germany(subdiv="HE", years=range(2025, 2032)))
NOTICE = Delivery(way=DeliveryWay.POST, sent_on=date(2027, 3, 1))


def line(due: ProofDue = ProofDue.MARCH_AFTER_YEAR, *, interim: bool = False) -> Guideline:
    one = part("main", component("project", YearCap(amount="cap")))
    one = replace(one, proof=replace(one.proof, due=due, interim_yearly=interim))
    rule = Deadline(kind=DeadlineKind.YEAR_END_BEFORE_START, clause=CLAUSE, mark=Mark.SOURCED)
    return replace(guideline(one, figures=(figure("cap", 1),)), deadline={"*": rule})


def case(filed: str | None = "2026-11-20", end: str = "2027-12-31") -> Facts:
    return Facts(
        day=date(2026, 11, 23),
        applicant=Applicant(type=ApplicantType.CHARITY),
        parts=(main(None, "2027-01-01", end),),
        call=call(2027),
        history=History(filed_on=None if filed is None else date.fromisoformat(filed)),
        holidays=HESSE,
    )


def listed(
    facts: Facts, milestones: Milestones, lines: Guideline | None = None
) -> list[tuple[str, str, int | None]]:
    found = dates_of_case(lines or line(), facts, milestones, DEFAULTS)
    return [(one.kind.value, one.legal.day.isoformat(), one.year) for one in found]


def test_before_filing_the_deadline_and_the_closing_of_the_call() -> None:
    assert listed(case(None), Milestones()) == [
        ("application", "2026-12-31", None),
        ("call_closing", "2026-12-31", None),
    ]
    assert listed(case(), Milestones()) == []


def test_an_open_clarification_is_the_applicants() -> None:
    found = dates_of_case(
        line(), case(), Milestones(clarifications_due=(date(2026, 12, 7),)), DEFAULTS
    )
    assert [(one.kind, one.who) for one in found] == [
        (CaseDateKind.CLARIFICATION, {Role.APPLICANT_EDITOR, Role.SIGNATORY})
    ]


def test_after_the_notice_acceptance_remedy_finality_and_proof() -> None:
    assert listed(case(), Milestones(delivery=NOTICE)) == [
        ("acceptance", "2027-04-05", None),
        ("remedy", "2027-04-05", None),
        ("finality", "2027-04-06", None),
        ("final_proof", "2028-03-31", None),
    ]
    assert listed(case(), Milestones(delivery=NOTICE, accepted=True, final=True)) == [
        ("final_proof", "2028-03-31", None)
    ]


def test_an_award_over_years_owes_interim_proofs_before_the_final_one() -> None:
    done = Milestones(delivery=NOTICE, accepted=True, final=True)
    lines = line(ProofDue.ANBEST_P, interim=True)
    whole = case(end="2029-12-31")
    assert listed(whole, done, lines) == [
        ("interim_proof", "2028-05-02", 2027),
        ("interim_proof", "2029-04-30", 2028),
        ("final_proof", "2030-07-01", None),  # 30 June 2030 is a Sunday
    ]
    first = ("main", 2027)
    submitted = replace(done, proofs_submitted={first: date(2028, 4, 3)})
    assert listed(whole, submitted, lines)[0] == ("proof_review", "2028-07-03", 2027)
    settled = replace(done, proofs_settled=frozenset({first}))
    assert len(listed(whole, settled, lines)) == 2


def test_a_municipal_recipient_and_a_day_named_in_the_notice() -> None:
    lines = line(ProofDue.ANBEST_P)
    done = Milestones(delivery=NOTICE, accepted=True, final=True)
    town = replace(case(), applicant=Applicant(type=ApplicantType.MUNICIPALITY))
    assert listed(town, done, lines) == [("final_proof", "2029-01-02", None)]
    named = replace(done, named={"main": NamedDay(day=date(2028, 9, 30), fixed=True)})
    assert listed(town, named, lines) == [("final_proof", "2028-09-30", None)]


def test_money_paid_out_must_be_used_until_its_window_ends() -> None:
    done = Milestones(
        delivery=NOTICE,
        accepted=True,
        final=True,
        proofs_settled=frozenset({("main", None)}),
        unused={date(2027, 6, 30): Decimal(100), date(2027, 7, 1): Decimal(0)},
    )
    assert listed(case(), done) == [("payment_use", "2027-08-30", None)]


def test_a_hearing_is_answered_before_an_order() -> None:
    settled = frozenset({("main", None)})
    heard = Milestones(
        delivery=NOTICE,
        accepted=True,
        final=True,
        proofs_settled=settled,
        hearing_sent_on=date(2028, 5, 2),
    )
    found = dates_of_case(line(), case(), heard, DEFAULTS)
    assert [(one.kind, one.legal.day, one.who) for one in found] == [
        (CaseDateKind.HEARING, date(2028, 6, 6), {Role.SIGNATORY})  # 5 June 2028 is Whit Monday
    ]
    named = replace(heard, hearing_named=date(2028, 5, 20))
    assert listed(case(), named) == [("hearing", "2028-05-20", None)]
    answered = replace(heard, hearing_answered=True)
    assert listed(case(), answered) == [("order", "2028-06-06", None)]
    assert listed(case(), replace(answered, recovery_ordered=True)) == []


def test_every_kind_has_a_german_name_and_every_date_its_reasons() -> None:
    assert all(known(f"case_date.{kind}") for kind in CaseDateKind)
    one = dates_of_case(line(), case(), Milestones(delivery=NOTICE), DEFAULTS)[0]
    document = one.to_json()
    assert document["kind"] == "acceptance"
    assert document["who"] == ["signatory"]
    assert document["text"] == (
        "Zur Post gegeben am 01.03.2027; gilt am 4. Tag nach der Aufgabe als bekannt gegeben: "
        "05.03.2027. "
        "Erklärung zum Zuwendungsbescheid: 1 Monat nach der Bekanntgabe am 05.03.2027: 05.04.2027. "
        "Eine Vorgabe darin ist in hessischem Recht nicht belegt."
    )
    assert one.overdue(date(2027, 4, 6))
    assert not one.overdue(date(2027, 4, 5))
