"""A change of an award: what the recipient wants and what the officer proposes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import FieldList, FormField, HiddenField, RadioField, TextAreaField
from wtforms.validators import Optional

from forms.base import choices_from, clean_text, required, strip
from forms.change_award import Award, ChangedAward, ChangeShape, built, initial
from forms.decision import MOST_ROWS, ObligationForm
from forms.fields import YesNoField, filled

LONGEST_REASON = 4_000
# Rows for further obligations that a fresh page offers.
_BLANK = 2

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
    override = TextAreaField(
        "Warum die Änderung trotz neu nicht erfüllter oder zu prüfender Regeln genehmigt wird",
        description="Für die Akte und die zweite Person; nur nötig, wenn die Prüfung der Änderung "
        "solche Regeln nennt.",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_REASON)],
    )
    obligations = FieldList(FormField(ObligationForm), label="Auflage", max_entries=MOST_ROWS)
    digest = HiddenField(validators=[clean_text(64, multiline=False)])

    def terms(self) -> dict[str, Any]:
        """Everything that is proposed, as the preview freezes it."""
        return {
            "favourable": bool(self.favourable.data),
            "answer": self.answer.data or "",
            "override": (self.override.data or "") if self.favourable.data else "",
            "obligations": [_ordered(row.form) for row in self.obligations if row.form.text.data],
            "award": self.wanted() if self.favourable.data else None,
        }


def _ordered(form: ObligationForm) -> dict[str, str | None]:
    due = form.due_on.data
    return {"text": form.text.data or "", "due_on": None if due is None else due.isoformat()}


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
            "override": known.get("override", ""),
        }
    ordered = [
        {**one, "due_on": one["due_on"] and date.fromisoformat(one["due_on"])}
        for one in known.get("obligations", ())
    ]
    data["obligations"] = [*ordered, *({} for _ in range(_BLANK))]
    return built(_Proposal, shape)(formdata, data=data)
