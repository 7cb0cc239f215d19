"""What stands at the top and at the foot of every letter: sender, recipient, remedy, figures."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from wirgrants.documents.contents import Authority, Contact, FigureUsed, Mark, Recipient
from wirgrants.documents.german import NBSP
from wirgrants.documents.letters.common import Delivery, Head, Remedy
from wirgrants.errors import Refused
from wirgrants.extensions import settings
from wirgrants.models import DeliveryWay, FundingCase, Organisation
from workflows import registry
from workflows import sources as law
from workflows.figures import Figure
from workflows.parameters import Parameter, ParameterMissing, Parameters, court_key
from workflows.sources import SOURCES, Clause
from workflows.wording import known, say
from workflows.wording.formats import german_quantity

_DEMO_COURT = Remedy(
    court="Verwaltungsgericht Musterstadt",
    address="99999 Musterstadt (Demonstrationswert)",
)
_MARKS = {
    law.Mark.SOURCED: Mark.SOURCED,
    law.Mark.INFERRED: Mark.INFERRED,
    law.Mark.CONFIRMED: Mark.CONFIRMED,
}
DEMONSTRATION = "Demonstrationswert"


@dataclass(frozen=True, kw_only=True)
class HeadChoice:
    """What differs between the letters of a case: day, way, signature and the figures relied on.

    `signature` is who words the letter, empty for what the system sends by itself, which is
    nobody's "im Auftrag". It stands under the letter unless that is `countersigned`: proposed to
    another person, who sets it anew with the own name before it is signed. `corrected_on` is told
    by the letters that decide about the application.
    """

    dated: date
    signature: str
    countersigned: bool = False
    way: DeliveryWay = DeliveryWay.POST
    corrected_on: date | None = None
    figures: tuple[Figure, ...] = field(default=())


def head_of(case: FundingCase, choice: HeadChoice) -> Head:
    """The head of a letter of this case; organisation and assignment come with the case."""
    present = settings()
    guideline = registry.guideline(case.line, case.version)
    contact = case.assigned_to.name if case.assigned_to is not None else choice.signature
    return Head(
        authority=Authority(
            name=present.authority_name,
            department=present.authority_unit,
            street=present.authority_street,
            postal_town=present.authority_city,
            contact=Contact(
                name=contact, phone=present.authority_phone, email=present.authority_email
            ),
        ),
        recipient=recipient_of(case.organisation),
        file_number=case.number or "",
        dated=choice.dated,
        line=say(f"line.{case.line}.name"),
        guideline=SOURCES[guideline.clause.source].title,
        project=case.title or "Vorhaben ohne Titel",
        signature="" if choice.countersigned else choice.signature,
        countersigned=choice.countersigned,
        applied_on=case.received_on,
        corrected_on=choice.corrected_on,
        delivery=Delivery(choice.way.value),
        figures=tuple(figures_used(choice.figures)),
        demo=present.movable,
    )


def recipient_of(organisation: Organisation) -> Recipient:
    """The address field of an organisation."""
    lines = (organisation.street, f"{organisation.postcode} {organisation.city}".strip())
    return Recipient(name=organisation.name, lines=tuple(line for line in lines if line))


def figures_used(figures: Iterable[Figure]) -> Iterable[FigureUsed]:
    """The figures a letter relies on, each with source and mark; an empty one relies on nothing."""
    for figure in figures:
        if figure.value is None:
            continue
        name = next(
            (one for one in (f"figure.name.{figure.key}", f"parameter.{figure.key}") if known(one)),
            None,
        )
        demo = DEMONSTRATION.casefold() in figure.replaced.casefold()
        source = figure.clause.public()
        yield FigureUsed(
            label=figure.key if name is None else say(name),
            value=figure_text(figure),
            source=f"{source}; {figure.replaced}" if figure.replaced and not demo else source,
            mark=Mark.DEMO if demo else _MARKS.get(figure.mark, Mark.UNVERIFIED),
        )


def relied_on(parameters: Parameters, keys: Iterable[str], day: date) -> tuple[Figure, ...]:
    """The dated parameters that a letter's sentences rest on, as figures with source and mark."""
    present = parameters.figures_on(day)
    return tuple(present[key] for key in dict.fromkeys(keys))


# What others' notices take from ANBest-P. To territorial authorities ANBest-GK are attached, whose
# Hessian numbers were not to be found: the topic stands in their place.
_OF_AUTHORITIES = {
    "payment_window_months": Clause("ANBest-GK", "Anforderung der Mittel"),
    "receipts_years": Clause("ANBest-GK", "Aufbewahrung der Belege"),
}


def by_annex(figures: Iterable[Figure], *, municipal: bool) -> tuple[Figure, ...]:
    """The figures, citing the annex of this recipient's own notice."""
    found = _OF_AUTHORITIES if municipal else {}
    return tuple(replace(one, clause=found.get(one.key, one.clause)) for one in figures)


def figure_text(figure: Figure) -> str:
    """A figure with its unit, as letters print it: never a line break before the unit."""
    return german_quantity(figure.value, figure.unit).replace(" ", NBSP, 1)


def remedy_of(case: FundingCase, parameters: Parameters, day: date) -> Remedy:
    """Court, its seat and the period, as the dated parameters know them for the applicant's seat.

    A demo or test knows a court of its own for invented seats. Raises Refused where none is known:
    a wrong remedy notice would make the period a year (§ 58 II VwGO).
    """
    seat = case.organisation.seat_ags or ""
    months = parameters.count("remedy_months", day)
    try:
        court = parameters.text(court_key(seat), day)
    except (ParameterMissing, ValueError):
        if settings().movable:
            return Remedy(court=_DEMO_COURT.court, address=_DEMO_COURT.address, months=months)
        raise Refused(
            f"no court known for the seat {seat!r}",
            message="Für den Sitz der antragstellenden Stelle ist kein Verwaltungsgericht "
            "hinterlegt. Bitte ergänzen Sie den Sitz der Organisation oder den Parameter.",
        ) from None
    return Remedy(court=court, address=_seat_of(court, parameters, day), months=months)


def _seat_of(court: str, parameters: Parameters, day: date) -> str:
    """The address an administrator entered, else the seat, which is what § 58 I VwGO asks for."""
    try:
        return parameters.text(f"court_address.{court}", day)
    except ParameterMissing:
        return court.removeprefix("Verwaltungsgericht ")


def remedy_warnings(case: FundingCase, parameters: Parameters, day: date) -> tuple[str, ...]:
    """What somebody must confirm before a remedy of that day goes out.

    That is a value nobody has verified, and one that was read too long ago.
    """
    rows = _known(_named_in_remedy(case), parameters, day)
    return tuple(
        f"Die Rechtsbehelfsbelehrung nennt „{row.value}“. Das ist {doubt}; bitte vor dem Erlass "
        "bestätigen lassen."
        for row in rows
        if (doubt := _doubt(row, day))
    )


def _named_in_remedy(case: FundingCase) -> Iterable[str]:
    yield from ("remedy", "remedy_months")
    with suppress(ValueError):  # an invented seat has no court to confirm
        yield court_key(case.organisation.seat_ags or "")


def _known(keys: Iterable[str], parameters: Parameters, day: date) -> Iterator[Parameter]:
    for key in keys:
        with suppress(ParameterMissing):
            yield parameters.on(key, day)


def _doubt(row: Parameter, day: date) -> str:
    if row.mark is law.Mark.UNVERIFIED:
        return "nicht belegt"
    if row.confirmed_until is not None and day > row.confirmed_until:
        return f"nur bis {row.confirmed_until:%d.%m.%Y} bestätigt"
    return ""
