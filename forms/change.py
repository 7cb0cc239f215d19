"""A change of an award: what the recipient wants and what the officer proposes."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import Optional

from forms.base import choices_from, clean_text, required, strip
from forms.change_award import Award, ChangedAward, ChangeShape, built, initial
from forms.fields import YesNoField, filled

LONGEST_REASON = 4_000

KINDS: Mapping[str, str] = {
    "period": "Laufzeit",
    "plan": "Finanzierungsplan",
    "amount": "Höhe oder Aufteilung der Zuwendung",
    "purpose": "Zuwendungszweck",
    "contact": "Ansprechperson",
    "other": "Sonstiges",
}


class _Request(ChangedAward):
    kind = RadioField(
        "Was soll geändert werden?",
        choices=choices_from(KINDS),
        validators=[required("Bitte wählen Sie aus, was geändert werden soll.")],
    )
    reason = TextAreaField(
        "Was soll sich ändern, und warum?",
        filters=[strip],
        validators=[
            required("Bitte beschreiben und begründen Sie die Änderung."),
            clean_text(LONGEST_REASON),
        ],
    )


class _Proposal(ChangedAward):
    favourable = YesNoField(
        "Die Änderung wird genehmigt",
        validators=[filled("Bitte wählen Sie „Ja“ oder „Nein“.")],
    )
    answer = TextAreaField(
        "Begründung im Bescheid",
        filters=[strip],
        validators=[
            required("Bitte begründen Sie die Entscheidung."),
            clean_text(LONGEST_REASON),
        ],
    )
    obligations = TextAreaField(
        "Weitere Nebenbestimmungen (freiwillig)",
        description="Jede Nebenbestimmung in einer eigenen Zeile.",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_REASON)],
    )
    digest = HiddenField(validators=[clean_text(64, multiline=False)])

    def terms(self) -> dict[str, Any]:
        """Everything that is proposed, as the preview freezes it."""
        lines = (self.obligations.data or "").splitlines()
        return {
            "favourable": bool(self.favourable.data),
            "answer": self.answer.data or "",
            "obligations": [line.strip() for line in lines if line.strip()],
            "award": self.wanted() if self.favourable.data else None,
        }


def request_form(shape: ChangeShape, formdata: Any = None) -> Any:
    """The recipient's request, filled with the award as it stands."""
    return built(_Request, shape)(formdata, data=initial(shape, shape.award))


def proposal_form(
    shape: ChangeShape,
    formdata: Any = None,
    *,
    wanted: Award,
    told: Mapping[str, Any] | None = None,
) -> Any:
    """The officer's proposal, filled with what was wanted, or with the terms of the preview."""
    known = dict(told or {})
    award = known.get("award") or wanted
    data = initial(shape, award)
    if known:
        data |= {
            "favourable": known["favourable"],
            "answer": known["answer"],
            "obligations": "\n".join(known["obligations"]),
        }
    return built(_Proposal, shape)(formdata, data=data)
