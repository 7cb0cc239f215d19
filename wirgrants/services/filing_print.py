"""The print view of an application for the applicant's own house to sign."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from forms.authorities import Directory
from wirgrants import clock
from wirgrants.documents.blocks import Align, Block, Bullets, Column, Pairs, Row, Section, Table
from wirgrants.documents.contents import PrintView, SignatureLine
from wirgrants.documents.german import euros
from wirgrants.documents.typst_render import Rendered, render
from wirgrants.extensions import settings
from wirgrants.models import FundingCase
from wirgrants.services.access import Actor, load_case, only_as_member
from wirgrants.services.drafts_findings import each_once, row_of
from wirgrants.services.drafts_review import Review, directory_of
from wirgrants.services.drafts_shown import ShownPlan, ShownSection, shown_sections
from wirgrants.services.filing import Ready, declarations, ready
from wirgrants.services.register import load_register
from wirgrants.unit_of_work import read_only
from workflows.facts import TERRITORIAL
from workflows.findings import Outcome
from workflows.states import ApplicationState
from workflows.wording import say

_NOTHING = "keine Angabe"
_NO_SUM = "nicht bestimmbar"
_SIGN_AUTHORITY = (
    SignatureLine(role="Landrätin oder Landrat, Bürgermeisterin oder Bürgermeister"),
    SignatureLine(role="Weitere vertretungsberechtigte Person"),
)
_SIGN_OTHERS = (
    SignatureLine(role="Vorstand oder Geschäftsführung"),
    SignatureLine(role="Weitere vertretungsberechtigte Person"),
)


def print_view(actor: Actor, ref: str) -> tuple[Rendered, str]:
    """The application as PDF with its digest, and a file name; a draft says that it is one.

    Rendered in the child process outside any transaction. Raises NotFound for strangers and staff,
    DocumentError with a German sentence.
    """
    with read_only() as session:
        case = load_case(session, actor, ref)
        only_as_member(actor, case)
        contents = _contents(session, case)
    name = f"{case.number or 'Entwurf'} {case.title}".strip()[:80]
    return render(contents, at=clock.now()), f"{name}.pdf"


def _contents(session: Session, case: FundingCase) -> PrintView:
    now = ready(session, case)
    directory = directory_of(load_register(session), now.review.facts.day)
    draft = case.state is ApplicationState.DRAFT
    return PrintView(
        title=case.title or "Antrag ohne Titel",
        applicant=case.organisation.name,
        line=say(f"line.{case.line}.name"),
        guideline=f"{now.review.guideline.clause.german()} (Fassung {case.version})",
        call="kein Förderaufruf" if case.call is None else case.call.title,
        made_at=clock.now(),
        digest=now.digest,
        sections=tuple(_sections(now, directory, case)),
        declaration=tuple(declarations().values()),
        signatures=signature_lines(case),
        file_number=case.number or "",
        draft=draft,
        demo=settings().movable,
    )


def signature_lines(case: FundingCase) -> tuple[SignatureLine, ...]:
    """Who signs a print-out in the house of this applicant."""
    kind = case.applicant_type or case.organisation.kind
    return _SIGN_AUTHORITY if kind in TERRITORIAL else _SIGN_OTHERS


def _sections(now: Ready, directory: Directory, case: FundingCase) -> Iterable[Section]:
    for one in shown_sections(now.review.guideline, case.draft, directory):
        yield Section(heading=one.title, blocks=tuple(blocks_of(one)))
    papers = [
        f"{say('paper.name.' + paper['kind'])}: {paper['filename']}"
        for paper in now.content["papers"]
    ]
    missing = [f"{say('paper.name.' + need.kind)}: fehlt noch" for need in now.review.missing]
    listed = Bullets(items=tuple(papers + missing) or ("keine Unterlagen",))
    yield Section(heading="Unterlagen", blocks=(listed,))
    yield Section(heading="Vorprüfung", blocks=tuple(_judgement(now.review)))


def _judgement(review: Review) -> Iterable[Block]:
    """Whoever signs is told what stands against the application, as on the page before filing."""
    amount = review.entitlement.amount
    yield Pairs(
        rows=(
            ("Ergebnis", say(f"verdict.{review.verdict.kind.value}")),
            ("Höchstens mögliche Zuwendung", _NO_SUM if amount is None else euros(amount)),
        )
    )
    open_rows = each_once(
        row_of(one) for one in review.verdict.findings if one.outcome is not Outcome.MET
    )
    if open_rows:
        yield Bullets(
            items=tuple(
                f"{row.rule}: {say(f'outcome.{row.outcome.value}')}. {row.reason} ({row.clause})"
                for row in open_rows
            )
        )


def blocks_of(section: ShownSection, grant: str = "Beantragte Zuwendung") -> Iterable[Block]:
    """A section as a document shows it; `grant` names the grant among the funds of a plan."""
    if section.plan is not None:
        yield from _plan(section.plan, grant)
    else:
        yield Pairs(rows=tuple((label, text or _NOTHING) for label, text in section.rows))


def _plan(plan: ShownPlan, grant: str) -> Iterable[Block]:
    if not plan.years:
        yield Pairs(rows=(("Finanzierungsplan", _NOTHING),))
        return
    columns = (
        Column(title="Bezeichnung", weight=3),
        *(Column(title=str(year), align=Align.RIGHT) for year in plan.years),
        Column(title="Summe", align=Align.RIGHT),
    )

    def row(label: str, by_year: dict[int, object], *, total: bool = False) -> Row:
        amounts = plan.row(by_year)  # type: ignore[arg-type]
        cells = ("–" if amount is None else euros(amount) for amount in amounts)
        return Row(cells=(label, *cells), total=total)

    spent = [row(label, dict(by_year)) for label, by_year in plan.items]
    yield Table(
        caption="Ausgaben",
        columns=columns,
        rows=(*spent, row("Summe der Ausgaben", dict(plan.cost), total=True)),
    )
    given = [row(label, dict(by_year)) for label, by_year in plan.funds]
    yield Table(
        caption="Finanzierung",
        columns=columns,
        rows=(
            *given,
            row(grant, dict(plan.asked)),
            row("Summe der Finanzierung", dict(plan.covered), total=True),
        ),
    )
