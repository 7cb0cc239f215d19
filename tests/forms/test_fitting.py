"""Every line's sections: each question has its field and words, and what is typed is kept."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from forms.authorities import find_authority, of_kind
from forms.base import errors_of
from forms.fitting import section_form, too_long_to_keep, types_open_to, values_of
from forms.fitting_fields import from_json, shown, to_json
from forms.fitting_sections import SectionKind, sections_of
from forms.plan import PlanShape, asked_of, plan_form, plan_of
from wirgrants.services.drafts_review import authority_label
from wirgrants.services.shipped_register import shipped_register
from workflows.facts import ApplicantType
from workflows.guideline import Guideline
from workflows.questions import QUESTIONS, Kind
from workflows.registry import guidelines, line

DIRECTORY = {
    "06633": "Kassel, Landkreis (06633)",
    "06611000": "Kassel, kreisfreie Stadt (06611000)",
    "06412000": "Frankfurt am Main, kreisfreie Stadt (06412000)",
}
GUIDELINES = list(guidelines())
NAMES = [f"{one.line}-{one.version}" for one in GUIDELINES]
GOOD: dict[Kind, tuple[str, Any]] = {
    Kind.YES_NO: ("ja", True),
    Kind.NUMBER: ("3", 3),
    Kind.DATE: ("31.12.2026", "2026-12-31"),
    Kind.TEXT: (" ein  Wort ", "ein Wort"),
    Kind.LONG_TEXT: ("<b>fett</b>\r\nzwei", "<b>fett</b>\r\nzwei"),
}


@pytest.mark.parametrize("guideline", GUIDELINES, ids=NAMES)
def test_every_section_reads_what_its_questions_ask(guideline: Guideline) -> None:
    for section in sections_of(guideline):
        if section.kind in (SectionKind.PLAN, SectionKind.PARTS):
            continue
        typed: MultiDict[str, str] = MultiDict()
        expected: dict[str, Any] = {}
        for question in section.questions:
            if question.id == "applicant_ags":
                typed[question.id], expected[question.id] = "Kassel, Landkreis", "06633"
            elif question.kind is Kind.CHOICE:
                typed[question.id] = expected[question.id] = question.choices[0]
            elif question.kind is Kind.MANY:
                typed[question.id] = "06633\nFrankfurt am Main"
                expected[question.id] = ["06633", "06412000"]
            else:
                typed[question.id], expected[question.id] = GOOD[question.kind]
                if question.decimals:
                    expected[question.id] = "3"
        form = section_form(section, guideline, directory=DIRECTORY, formdata=typed)
        assert form.validate(), errors_of(form)
        values = values_of(form, section)
        assert {name: values[name] for name in expected} == expected
        again = section_form(section, guideline, directory=DIRECTORY, values=values)
        second = section_form(
            section, guideline, directory=DIRECTORY, formdata=MultiDict(as_posted(again))
        )
        assert second.validate(), errors_of(second)
        assert values_of(second, section) == values


def as_posted(form: Any) -> dict[str, str]:
    """What a browser sends back for a form as it is shown."""
    found = {}
    for field in form:
        if hasattr(field, "iter_choices"):
            chosen = [str(option.value) for option in field.iter_choices() if option.selected]
            found.update({field.short_name: chosen[0]} if chosen else {})
        else:
            found[field.short_name] = field._value()
    return found


@pytest.mark.parametrize("guideline", GUIDELINES, ids=NAMES)
def test_an_empty_section_is_no_error(guideline: Guideline) -> None:
    for section in sections_of(guideline):
        if section.kind is not SectionKind.PLAN:
            form = section_form(section, guideline, directory=DIRECTORY, formdata=MultiDict())
            assert form.validate(), errors_of(form)
            assert set(values_of(form, section).values()) <= {None}


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.DATE])
@pytest.mark.parametrize("hostile", ["a\x00b", "\u202eabc", "x" * 20_001])
def test_hostile_text_is_refused_with_a_reason(kind: Kind, hostile: str) -> None:
    guideline = GUIDELINES[0]
    section = next(s for s in sections_of(guideline) for q in s.questions if q.kind is kind)
    asked = next(q for q in section.questions if q.kind is kind)
    form = section_form(section, guideline, directory={}, formdata=MultiDict({asked.id: hostile}))
    assert not form.validate()
    assert list(errors_of(form)) == [asked.id]
    assert form[asked.id]._value() == hostile
    assert values_of(form, section)[asked.id] is None


def test_questions_for_associations_are_left_out_for_a_county() -> None:
    guideline = line("integration_guides").versions[0]
    asked = {
        q.id
        for s in sections_of(guideline, applicant_type=ApplicantType.COUNTY)
        for q in s.questions
    }
    assert "charitable" not in asked
    found = sections_of(
        guideline, applicant_type=ApplicantType.COUNTY, named=frozenset({"charitable"})
    )
    assert "charitable" in {q.id for s in found for q in s.questions}


@pytest.mark.parametrize("version", [0, 1])
def test_what_is_asked_about_a_partner_is_asked_of_nobody_alone(version: int) -> None:
    guideline = line("migrant_organisations").versions[version]
    about = {"cooperation_agreement", "partner_passes_mo_tests"}

    def asked(kind: ApplicantType) -> set[str]:
        found = sections_of(guideline, applicant_type=kind)
        return {q.id for section in found for q in section.questions} & about

    assert asked(ApplicantType.MIGRANT_ORG) == set()
    assert asked(ApplicantType.MUNICIPALITY_WITH_MO) == about


def test_sections_of_parts_not_wanted_are_left_out() -> None:
    guideline = line("integration_guides").versions[0]
    slugs = [s.slug for s in sections_of(guideline, wanted=frozenset({"training"}))]
    assert slugs == [
        "antragsteller",
        "vorhaben",
        "teile",
        "teil-training",
        "plan-training",
        "erklaerungen",
    ]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("06633", "06633"),
        ("kassel,  landkreis", "06633"),
        ("Kassel, kreisfreie Stadt (06611000)", "06611000"),
        ("Frankfurt am Main", "06412000"),
    ],
)
def test_an_authority_is_found_by_key_label_or_unique_name(typed: str, key: str) -> None:
    assert find_authority(typed, DIRECTORY) == key


BODIES = {
    "06433": "Groß-Gerau, Landkreis (06433)",
    "06433006": "Groß-Gerau, Stadt, Gemeinde (06433006)",
    "06531": "Gießen, Landkreis (06531)",
    "06531005": "Gießen, Universitätsstadt, Sonderstatusstadt (06531005)",
    "06435": "Main-Kinzig-Kreis, Landkreis (06435)",
    "06440": "Wetteraukreis, Landkreis (06440)",
    "06440008": "Friedberg (Hessen), Kreisstadt, Gemeinde (06440008)",
    "06433012": "Rüsselsheim am Main, Stadt, Sonderstatusstadt (06433012)",
    "06634014": "Homberg (Efze), Reformationsstadt, Kreisstadt, Gemeinde (06634014)",
    "06535009": "Homberg (Ohm), Stadt, Gemeinde (06535009)",
}


@pytest.mark.parametrize(
    ("typed", "counties", "key"),
    [
        ("Kreis Groß-Gerau", None, "06433"),
        ("Landkreis Groß-Gerau", True, "06433"),
        ("gross gerau", True, "06433"),
        ("Stadt Groß-Gerau", None, "06433006"),
        ("Kreisstadt Groß-Gerau", False, "06433006"),
        ("Landkreis Gießen", None, "06531"),
        ("Giessen", True, "06531"),
        ("Gießen", False, "06531005"),
        ("Universitätsstadt Gießen", None, "06531005"),
        ("Gießen, Universitätsstadt", None, "06531005"),
        ("Magistrat der Stadt Gießen", None, "06531005"),
        ("Landkreis Main-Kinzig", None, "06435"),
        ("Main-Kinzig-Kreis", True, "06435"),
        ("Wetterau", None, "06440"),
        ("Friedberg", False, "06440008"),
        ("Friedberg (Hessen)", None, "06440008"),
        ("Ruesselsheim am Main", None, "06433012"),
        ("Homberg (Ohm)", None, "06535009"),
    ],
)
def test_a_body_is_found_by_what_people_call_it(
    typed: str, counties: bool | None, key: str
) -> None:
    assert find_authority(typed, BODIES, counties) == key


@pytest.mark.parametrize(
    ("typed", "counties", "message"),
    [
        ("Homberg", None, "nicht eindeutig.*Efze.*Ohm"),
        ("Gießen", None, "nicht eindeutig"),
        (
            "06531005",
            True,
            "ist Gießen, Universitätsstadt.*Angegeben haben Sie aber einen Landkreis",
        ),
        ("Stadt Gießen", True, "Angegeben haben Sie aber einen Landkreis"),
        ("Main-Kinzig-Kreis", False, "Angegeben haben Sie aber eine Stadt oder Gemeinde"),
        ("Kreis Friedberg", None, "steht nicht im Verzeichnis"),
        ("Stadt", None, "steht nicht im Verzeichnis"),
    ],
)
def test_a_body_of_another_kind_is_told_plainly(
    typed: str, counties: bool | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        find_authority(typed, BODIES, counties)


def test_every_body_of_the_register_is_found_by_its_own_name() -> None:
    labels = {
        row.ags: authority_label(row) for row in shipped_register().valid_on(date(2026, 11, 23))
    }
    assert len(labels) > 440
    for counties in (True, False):
        for key, label in of_kind(labels, counties).items():
            name = label.rpartition(", ")[0]
            assert find_authority(name, labels, counties) == key, label


def test_county_and_city_of_one_name_never_mix() -> None:
    with pytest.raises(ValueError, match="nicht eindeutig"):
        find_authority("Kassel", DIRECTORY)
    with pytest.raises(ValueError, match="steht nicht im Verzeichnis"):
        find_authority("Atlantis", DIRECTORY)


SHAPE = PlanShape(years=(2027, 2028), categories=("personnel", "rooms"))


def test_the_plan_reads_rows_by_year_and_shows_them_again() -> None:
    typed = MultiDict(
        {
            "items-0-kind": "personnel",
            "items-0-label": "Fachkraft",
            "items-0-amount_2027": "12.345,67",
            "items-0-amount_2028": "1",
            "items-1-kind": "",
            "items-1-label": " ",
            "funds-0-kind": "own",
            "funds-0-label": "",
            "funds-0-amount_2028": "0,50",
            "asked_2027": "10.000",
            "asked_2028": "",
        }
    )
    form = plan_form(SHAPE, typed)
    assert form.validate(), errors_of(form)
    plan = plan_of(form)
    assert plan == {
        "items": [
            {"category": "personnel", "label": "Fachkraft", "year": 2027, "amount": "12345.67"},
            {"category": "personnel", "label": "Fachkraft", "year": 2028, "amount": "1.00"},
        ],
        "funds": [{"source": "own", "label": "", "year": 2028, "amount": "0.50"}],
    }
    assert asked_of(form) == {"2027": "10000.00"}
    again = plan_form(SHAPE, plan=plan, asked=asked_of(form), blank=2)
    assert len(again.items) == 3
    assert again.items[0].form.amounts() == {2027: Decimal("12345.67"), 2028: Decimal("1.00")}
    assert again["asked_2027"].data == Decimal("10000.00")
    assert plan_of(again) == plan


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("items-0-amount_2027", "zwölf", "Bitte geben Sie einen Betrag in Euro ein"),
        ("items-0-kind", "gold", "aus der Liste"),
        ("items-0-amount_2027", "1e3", "Bitte geben Sie einen Betrag in Euro ein"),
        ("items-0-label", "a\x00b", "Steuerzeichen"),
        ("items-0-label", "x" * 201, "höchstens 200"),
        ("items-0-amount_2027", "", "oder entfernen Sie die Zeile"),
        ("items-0-kind", "", "Art aus"),
        ("asked_2028", "-1", "ohne Minuszeichen"),
    ],
)
def test_a_row_that_cannot_be_read_says_why_and_is_kept(
    name: str, typed: str, message: str
) -> None:
    row = {"items-0-kind": "rooms", "items-0-label": "Saal", "items-0-amount_2027": "100"}
    form = plan_form(SHAPE, MultiDict(row | {name: typed}))
    assert not form.validate()
    assert message in str(form.errors)
    shown_again = {
        f.name: f._value() if hasattr(f, "_value") else f.data for r in form.items for f in r.form
    }
    shown_again["asked_2028"] = form["asked_2028"]._value()
    assert shown_again[name] == typed


def test_answers_go_to_json_and_back() -> None:
    for kind, value in ((Kind.NUMBER, 3), (Kind.DATE, "2026-12-31"), (Kind.YES_NO, False)):
        question = next(q for q in QUESTIONS.values() if q.kind is kind and not q.decimals)
        assert to_json(from_json(question, value)) == value
    partners = QUESTIONS["partner_ags"]
    assert shown(partners, ["06633", "x"], DIRECTORY) == "Kassel, Landkreis (06633), x"
    assert shown(QUESTIONS["charitable"], None, {}) == ""


def test_nobody_applies_as_something_they_are_not() -> None:
    assert ApplicantType.COUNTY not in types_open_to(ApplicantType.CHARITY)
    assert types_open_to(ApplicantType.PRIVATE_PERSON) == (ApplicantType.PRIVATE_PERSON,)


def test_a_text_beyond_keeping_is_recognised() -> None:
    assert too_long_to_keep({"a": ["x" * 60_001]})
    assert not too_long_to_keep({"a": ["x" * 60_000]})


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"already_begun": "ja", "begin_day": "24.11.2026"}, True),
        ({"already_begun": "ja", "begin_day": "23.11.2026"}, False),
        ({"already_begun": "nein", "begin_day": "24.11.2026"}, False),
        ({"begin_day": "24.11.2026"}, False),
        ({"already_begun": "ja"}, False),
    ],
)
def test_a_begin_that_is_declared_does_not_lie_ahead(typed: dict[str, str], refused: bool) -> None:
    guideline = line("innovative_projects").versions[0]
    section = next(s for s in sections_of(guideline) if s.kind is SectionKind.DECLARATIONS)
    form = section_form(
        section, guideline, directory={}, formdata=MultiDict(typed), today=date(2026, 11, 23)
    )

    form.validate()

    assert list(errors_of(form)) == (["begin_day"] if refused else [])
    assert form["begin_day"]._value() == typed.get("begin_day", "")
