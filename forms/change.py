"""A change of an award: what the recipient wants and what the officer proposes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wtforms import FieldList, FormField, HiddenField, RadioField, TextAreaField
from wtforms.validators import Optional

from forms.base import HouseForm, choices_from, clean_text, required, strip
from forms.change_award import Award, ChangedAward, ChangeShape, built, initial
from forms.decision import MOST_ROWS, ObligationForm
from forms.fields import YesNoField, filled

LONGEST_REASON = 4_000
LONGEST_RULE, MOST_RULES = 300, 60
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


class OverrideForm(HouseForm):
    """Why a change is granted although it newly breaks a rule, or makes it doubtful."""

    about = HiddenField(validators=[clean_text(LONGEST_RULE, multiline=False)])
    reason = TextAreaField(filters=[strip], validators=[Optional(), clean_text(LONGEST_REASON)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.label.text = f"Warum trotzdem genehmigt wird: {self.about.data or 'Regel'}"


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
    overrides = FieldList(FormField(OverrideForm), label="Regel", max_entries=MOST_RULES)
    obligations = FieldList(FormField(ObligationForm), label="Auflage", max_entries=MOST_ROWS)
    digest = HiddenField(validators=[clean_text(64, multiline=False)])

    def terms(self) -> dict[str, Any]:
        """Everything that is proposed, as the preview freezes it."""
        return {
            "favourable": bool(self.favourable.data),
            "answer": self.answer.data or "",
            "overrides": self._decided() if self.favourable.data else {},
            "obligations": [_ordered(row.form) for row in self.obligations if row.form.text.data],
            "award": self.wanted() if self.favourable.data else None,
        }

    def _decided(self) -> dict[str, str]:
        """The reason of each rule by its name; an empty one decides nothing."""
        rows = [row.form for row in self.overrides]
        return {row.about.data or "": row.reason.data for row in rows if row.reason.data}

    def ask_about(self, rules: Iterable[str]) -> None:
        """A field for each of these rules that has none yet."""
        asked = {row.form.about.data for row in self.overrides}
        for rule in rules:
            if rule not in asked and len(self.overrides) < MOST_RULES:
                self.overrides.append_entry({"about": rule})


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
            "overrides": [
                {"about": rule, "reason": why} for rule, why in known.get("overrides", {}).items()
            ],
        }
    ordered = [
        {**one, "due_on": one["due_on"] and date.fromisoformat(one["due_on"])}
        for one in known.get("obligations", ())
    ]
    data["obligations"] = [*ordered, *({} for _ in range(_BLANK))]
    return built(_Proposal, shape)(formdata, data=data)
