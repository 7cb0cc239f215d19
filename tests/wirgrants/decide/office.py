"""Filed cases and the money they ask for, made through services, for tests of the office."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.support.answers import good_content, paper_kinds
from tests.wirgrants.world import DAY, NOW, World, case_by_ref, filing_changes, new_case
from tests.workflows.good import filled
from wirgrants.extensions import db
from wirgrants.models import (
    Annex,
    Budget,
    BudgetKind,
    Call,
    FundingCase,
    LedgerKind,
    Organisation,
    Paper,
    VoteOutcome,
)
from wirgrants.models.guarded import states_may_be_written
from wirgrants.services.award_wish import AwardWish, PartWish
from wirgrants.services.decisions_named import name_notice
from wirgrants.services.delivery import Dispatch, Signature
from wirgrants.services.files import keep_bytes, stored_file
from wirgrants.services.filing import Declaration, file_application, ready
from wirgrants.services.ledger import Cause, Movement, move
from wirgrants.services.letters import letter_of
from wirgrants.services.papers import papers_of
from wirgrants.services.proposals import (
    Shown,
    digest_of,
    open_proposal,
    preview_award,
    propose_award,
)
from wirgrants.services.review import (
    CheckAnswer,
    answer_checks,
    begin_check,
    checks_of,
    close_check,
)
from wirgrants.services.search import index_case
from wirgrants.services.steps import take_step
from wirgrants.services.votes import Said, record_review
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows import registry
from workflows.circumstances import Circumstances
from workflows.facts import ApplicantType
from workflows.findings import Outcome
from workflows.notification import DeliveryWay
from workflows.states import ApplicationState, Role

LINE, VERSION = "migrant_organisations", "2021"
PDF = b"%PDF-1.4 a stand-in for the bytes of a paper"
_numbers = itertools.count(1)
POST = Dispatch(way=DeliveryWay.POST, sent_on=DAY)


@dataclass
class Office:
    """One line with its call, money and annexes; makes cases up to any stand of the decision."""

    world: World
    line: str = LINE
    version: str = VERSION
    kind: ApplicantType = ApplicantType.MIGRANT_ORG
    money: Mapping[int, str] | None = None
    years: Sequence[int] = (2027,)

    def __post_init__(self) -> None:
        self.call_id = self._call()
        for year, total in (self.money or {2027: "100000.00"}).items():
            self.budget(year, total)
        self._annexes()

    def _call(self) -> int:
        figures = registry.guideline(self.line, self.version).figures
        call_id = self.world.open_call(self.line, self.version, list(self.years))
        with self.world.opened(), unit_of_work() as session:
            call = session.get_one(Call, call_id)
            call.figures = {
                key: {"value": str(filled(one).value), "reason": "Testwert"}
                for key, one in figures.items()
                if one.needs_confirmation and filled(one).value is not None
            }
        return call_id

    def budget(self, year: int, total: str, kind: BudgetKind = BudgetKind.BUDGET) -> int:
        """A budget of the line with money; its id."""
        with self.world.opened(), unit_of_work() as session:
            row = Budget(
                line=self.line, year=year, kind=kind, total=0, reserved=0, committed=0, spent=0
            )
            session.add(row)
            session.flush()
            cause = Cause(actor=self.world.actor(Role.PROGRAMME_LEAD), reason="Haushaltsplan")
            move(
                session,
                LedgerKind.ALLOT,
                [Movement(budget_id=row.id, amount=Decimal(total))],
                cause,
            )
            return row.id

    def _annexes(self) -> None:
        with self.world.opened():
            sha = keep_bytes(PDF)
            with unit_of_work() as session:
                file = stored_file(session, sha, len(PDF))
                session.add_all(
                    Annex(
                        kind=kind, title=title, valid_from=date(2020, 1, 1), demonstration=True,
                        file_id=file.id, digest=sha, uploaded_at=NOW,
                    )
                    for kind, title in (("anbest_p", "ANBest-P"), ("anbest_gk", "ANBest-GK"))
                )  # fmt: skip

    def filed(
        self,
        *,
        title: str = "Brücken bauen",
        papers: bool = True,
        instead: Mapping[str, Any] | None = None,
        **changed: Any,
    ) -> str:
        """An application that the signatory has filed; its ref.

        `changed` are other answers, `instead` whole keys of the draft ("parts", "asked").
        """
        world = self.world
        signatory = world.actor("signatory")
        guideline = registry.guideline(self.line, self.version)
        content = good_content(guideline, self.kind, title=title)
        content["answers"] |= changed
        content |= instead or {}
        with world.opened():
            sha = keep_bytes(PDF)
            with unit_of_work() as session:
                call = session.get_one(Call, self.call_id)
                organisation = session.get_one(Organisation, world.our_organisation)
                organisation.kind = self.kind
                case = new_case(call, organisation.id, signatory, title)
                case.draft = content
                take_step(
                    session, case, "open_draft", actor=signatory,
                    circumstances=Circumstances(day=DAY),
                )  # fmt: skip
                file = stored_file(session, sha, len(PDF), pages=1)
                session.add_all(
                    Paper(
                        case_id=case.id, kind=kind, filename=f"{kind}.pdf", file_id=file.id,
                        uploaded_at=NOW, uploaded_by_id=signatory.id,
                    )
                    for kind in (paper_kinds(guideline) if papers else ())
                )  # fmt: skip
                ref = case.ref
            with read_only() as session:
                case = case_by_ref(session, ref)
                digest, version = ready(session, case).digest, case.row_version
            told = Declaration(name="Ada Beispiel", function="Vorsitz", digest=digest)
            file_application(signatory, ref, told, version=version)
            db.session.remove()
        return ref

    def look(self, ref: str) -> FundingCase:
        """The stored case as it is now."""
        with self.world.opened(), read_only() as session:
            session.expire_all()
            return case_by_ref(session, ref)

    def checking(self, **changed: Any) -> str:
        """A case in the formal check."""
        ref = self.filed(**changed)
        with self.world.opened():
            begin_check(self.world.actor(Role.CASE_OFFICER), ref, version=self.version_of(ref))
        return ref

    def version_of(self, ref: str) -> int:
        """The row version that somebody sees now."""
        return self.look(ref).row_version

    def answered(self, **changed: Any) -> str:
        """A case in the formal check with every finding answered "met"."""
        ref = self.checking(**changed)
        officer = self.world.actor(Role.CASE_OFFICER)
        with self.world.opened():
            with read_only() as session:
                checks = checks_of(session, case_by_ref(session, ref))
                answers = {
                    one.ref: CheckAnswer(
                        answer=Outcome.MET, note="" if one.outcome is Outcome.MET else "Geprüft."
                    )
                    for one in checks
                }
            answer_checks(officer, ref, answers, version=self.version_of(ref))
        return ref

    def bulk(self, number: int) -> None:
        """Many filed cases at once, past the services: only for lists."""
        world = self.world
        with world.opened(), unit_of_work() as session:
            call = session.get_one(Call, self.call_id)
            actor = world.actor("signatory")
            for _ in range(number):
                place = next(_numbers)
                case = new_case(call, world.our_organisation, actor, f"Fall {place}")
                known = filing_changes(f"WIR-2027-{5000 + place}")
                columns = {**known, "filed_at": NOW + timedelta(seconds=place)}
                with states_may_be_written():
                    case.state = ApplicationState.FILED
                for name, value in columns.items():
                    setattr(case, name, value)
                session.add(case)
                session.flush()
                session.refresh(case)
                index_case(session, case)

    def wish(self, amount: str = "8000.00", **told: Any) -> AwardWish:
        """An award of this amount in 2027 for the whole year."""
        part = PartWish(
            part="main", start=date(2027, 1, 1), end=date(2027, 12, 31),
            amounts={2027: Decimal(amount)},
        )  # fmt: skip
        return AwardWish(parts=(part,), purpose="Begegnung und Beratung", **told)


def to_ready(office: Office, ref: str) -> None:
    """Hear whoever the line hears, with a paper of the case."""
    officer = office.world.actor(Role.CASE_OFFICER)
    close_check(officer, ref, "pass_to_review", version=office.version_of(ref))
    with read_only() as session:
        paper = papers_of(session, case_by_ref(session, ref))[0].ref
    said = Said(outcome=VoteOutcome.FAVOURABLE, body="Stadt Musterstadt", on=DAY)
    record_review(officer, ref, said, version=office.version_of(ref), paper_ref=paper)


def ready_case(office: Office, **changed: Any) -> str:
    """A case that is ready for a decision; its ref."""
    ref = office.answered(**changed)
    with office.world.opened():
        to_ready(office, ref)
    return ref


def shown(office: Office, ref: str, letter_ref: str) -> Shown:
    """The preview as somebody sees it now."""
    with office.world.opened(), read_only() as session:
        letter = letter_of(session, case_by_ref(session, ref), letter_ref)
        version = office.version_of(ref)
        return Shown(letter_ref=letter_ref, digest=letter.pdf_digest, version=version)


def to_proposed(office: Office, amount: str = "8000.00", **told: Any) -> str:
    """A case whose award is proposed; its ref."""
    ref = ready_case(office)
    officer = office.world.actor(Role.CASE_OFFICER)
    with office.world.opened():
        letter_ref = preview_award(officer, ref, office.wish(amount, **told))
        propose_award(officer, ref, shown(office, ref, letter_ref))
        db.session.remove()
    return ref


def signature(office: Office, ref: str, name: str = "approver") -> Signature:
    """What an approver signs now: the proposed notice, made in this person's name."""
    with office.world.opened():
        version = office.version_of(ref)
        with read_only() as session:
            proposal = open_proposal(session, case_by_ref(session, ref))
            assert proposal is not None
        letter_ref = name_notice(office.world.actor(name), ref, proposal.kind, version=version)
        with read_only() as session:
            session.rollback()
            letter = letter_of(session, case_by_ref(session, ref), letter_ref)
            digest = digest_of(proposal, letter)
        version = office.version_of(ref)
        return Signature(shown_digest=digest, dispatch=POST, version=version)
