"""The finder: no sign-in, few questions, every line decided, with a sum or what it misses."""

import html
import re
from urllib.parse import urlencode

import pytest

from tests.support.answers import NO, NUMBERS
from tests.support.statements import counted
from tests.wirgrants.apply.stage import COUNTY, TOWN, Browser, words
from wirgrants.services.finder import ask
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.facts import ApplicantType
from workflows.findings import Outcome
from workflows.questions import QUESTIONS, Kind, question
from workflows.wording import say


@pytest.fixture
def visitor(stage) -> Browser:
    return Browser(stage.world.client())


def walk(visitor: Browser, kind: str, **given: str) -> tuple[str, int]:
    """Answers page by page as somebody who fits, until the result; its address and the pages."""
    answers: dict[str, str] = {"applicant_type": kind}
    asked: list[str] = ["applicant_type"]
    for pages in range(1, 20):
        address = "/foerdercheck?" + urlencode({**answers, "gefragt": " ".join(asked)})
        page = visitor.get(address)
        if "Ergebnis des Förderchecks" in page:
            return address, pages
        names = [n for n in fields(page) if n not in answers]
        assert names, words(page)
        answers |= {name: given.get(name, good(name, kind)) for name in names}
        asked += names
    raise AssertionError("the finder does not end")


def fields(page: str) -> list[str]:
    names = dict.fromkeys(re.findall(r'name="([^"]+)"', page))
    return [name for name in names if name.rpartition(".")[2] in QUESTIONS]


def good(name: str, kind: str) -> str:
    asked = question(name)
    if asked.id == "applicant_ags":
        return COUNTY if kind == "county" else TOWN
    if asked.kind is Kind.YES_NO:
        return "nein" if asked.id in NO else "ja"
    if asked.kind is Kind.NUMBER:
        return NUMBERS[asked.id].replace(".", ",")
    return asked.choices[0]


def test_the_start_page_names_the_open_calls(stage, visitor):
    page = words(visitor.get("/"))
    assert "Welche Förderung passt zu uns?" in page
    assert "WIR-Vielfaltszentren" in page
    assert "Antragsschluss: 31.12.2026" in page


@pytest.mark.parametrize("kind", list(ApplicantType))
def test_every_kind_of_applicant_reaches_a_result(stage, visitor, kind):
    address, pages = walk(visitor, kind.value)
    assert pages <= 8
    page = words(visitor.get(address))
    for line in registry.lines():
        assert say(f"line.{line}.name") in page
    if kind in (ApplicantType.COMPANY, ApplicantType.PRIVATE_PERSON):
        assert "Antrag beginnen" not in page


def test_the_result_has_sums_deadlines_reasons_and_successors(stage, visitor):
    address, _ = walk(visitor, "county")
    page = visitor.get(address)
    text = words(page)
    assert "Höchstens mögliche Zuwendung: 50.000,00 €" in text
    assert "Der Betrag gilt für den Höchstumfang: alle Haushaltsjahre des Aufrufs (2027)" in text
    assert "hängt von Ihren zuwendungsfähigen Ausgaben" in text
    assert "Beantragen Sie zusätzlich eine Assistenzstelle? Ja" in text
    assert "nicht antragsberechtigt (landkreis)" in text.lower()
    assert "Antragsfrist: 31. Dezember des Jahres vor dem Beginn (31.12.2026)" in text
    assert "Demonstrationswert" in text
    # Only the guides' announcement says how long it takes.
    assert text.count("Die Bearbeitung neuer Projekte dauert bis zu 6 Wochen") == 1
    guides = text.index(say("line.integration_guides.name"), text.index("Aktuelle"))
    assert guides < text.index("bis zu 6 Wochen")
    assert "Frühere Förderschwerpunkte, abgelöst seit 2021" in text
    assert "Nachfolger ist der Förderschwerpunkt „WIR-Vielfaltszentren“" in text
    assert text.index("Aktuelle Förderschwerpunkte") < text.index("Frühere Förderschwerpunkte")
    assert f"/antraege/beginnen/{stage.calls['coordination']}" in page


def test_a_skipped_question_is_not_asked_again_and_named_in_the_result(stage, visitor):
    asked = "applicant_type"
    for _ in range(20):
        page = visitor.get(
            "/foerdercheck?" + urlencode({"applicant_type": "migrant_org", "gefragt": asked})
        )
        if "Ergebnis des Förderchecks" in page:
            break
        asked = re.findall(r'name="gefragt" value="([^"]*)"', page)[0]
    text = words(page)
    assert "Einige Fragen sind offen geblieben." in text
    assert "Noch nicht beantwortet" in text


def test_every_page_after_the_first_leads_to_the_result(stage, visitor):
    first = visitor.get("/foerdercheck")
    assert "Ergebnis aus den bisherigen Antworten" not in first
    given = {"applicant_type": "charity"}
    told = visitor.get("/foerdercheck?" + urlencode(given))
    for _ in range(20):
        names = [one for one in fields(told) if one not in given]
        shown = re.findall(r'href="([^"]+)"[^>]*><span[^>]*>Ergebnis aus den bisherigen', told)
        assert "Ergebnis des Förderchecks" in visitor.get(html.unescape(shown[0]))
        given |= {name: good(name, "charity") for name in names}
        last, told = told, visitor.get("/foerdercheck?" + urlencode(given))
        if "Ergebnis des Förderchecks" in told:
            break
    assert "Weiter zum Ergebnis" in last
    assert "Danach folgt das Ergebnis." in words(last)


def test_all_open_questions_fit_on_one_page(stage, visitor):
    page = visitor.get("/foerdercheck?applicant_type=migrant_org&alle=1")
    assert len(fields(page)) > 5


@pytest.mark.parametrize(
    ("kind", "key", "rule"),
    [
        ("special_status_city", TOWN, "applicant_is_admitted"),  # a town all the same
        ("county", TOWN, "register_key_fits_applicant_type"),
        ("county", COUNTY, None),
    ],
)
def test_the_register_says_what_a_body_is(stage, context, kind, key, rule):
    with read_only() as session:
        found = ask(session, {"applicant_type": kind, "applicant_ags": key}).found
    (centre,) = [one for one in found if one.call.line == "diversity_centres"]

    failed = [one.rule for one in centre.result.verdict.of(Outcome.NOT_MET)]
    assert failed == ([] if rule is None else [rule])


def test_a_county_and_a_city_of_one_name_are_told_apart(stage, visitor):
    of_counties = visitor.get("/foerdercheck?applicant_type=county&gefragt=applicant_type")
    of_towns = visitor.get("/foerdercheck?applicant_type=municipality&gefragt=applicant_type")
    county, town = "Musterkreis, Landkreis (99001)", "Musterstadt, Gemeinde (99001001)"
    assert f'<option value="{county}">' in of_counties
    assert f'<option value="{town}">' in of_towns
    assert town not in of_counties
    assert county not in of_towns


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"applicant_type": "county", "applicant_ags": "Atlantis"}, "steht nicht im Verzeichnis"),
        (
            {"applicant_type": "county", "applicant_ags": TOWN},
            "Angegeben haben Sie aber einen Landkreis",
        ),
        ({"applicant_type": "county", "already_begun": "vielleicht"}, "„Ja“ oder „Nein“"),
        ({"training.units": "viele"}, "ganze Zahl"),
        ({"training.units": "1e3"}, "ganze Zahl"),
    ],
)
def test_an_answer_not_readable_is_shown_again(stage, visitor, arguments, message):
    page = visitor.get("/foerdercheck?" + urlencode(arguments), 422)
    assert message in words(page)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a\x00b", "\u202eabc", "x" * 5000, "{{7*7}}"]
)
def test_hostile_arguments_do_no_harm(stage, visitor, text):
    for name in (
        "applicant_type",
        "applicant_ags",
        "training.units",
        "gefragt",
        "unbekannt",
        "a.b.c",
    ):
        answer = visitor.client.get("/foerdercheck?" + urlencode({name: text}))
        assert answer.status_code in (200, 422)
        assert "<script>alert" not in answer.text


def test_the_finder_takes_few_statements_whatever_is_asked(stage, visitor):
    visitor.get("/foerdercheck")
    with counted(stage.world.app) as first:
        visitor.get("/foerdercheck")
    address, _ = walk(visitor, "county")
    with counted(stage.world.app) as last:
        visitor.get(address)
    assert len(first) == len(last) <= 4, last


def test_the_pages_of_the_footer_are_public(stage, visitor):
    for address in ("/impressum", "/datenschutz", "/barrierefreiheit"):
        assert "<h1>" in visitor.get(address)


def test_beginning_an_application_asks_for_the_sign_in(stage, visitor):
    answer = visitor.client.get(f"/antraege/beginnen/{stage.calls['coordination']}")
    assert answer.status_code == 303
    assert answer.location.startswith("/anmelden?next=")


def test_what_is_refused_is_one_short_row_with_its_card_inside(stage, visitor):
    address, _ = walk(visitor, "migrant_org")
    page = visitor.get(address)
    current = page[page.index("Aktuelle Förderschwerpunkte") : page.index("Frühere Förderschw")]
    cards, rows = current.split("Nach Ihren Antworten nicht förderfähig")
    assert "Das steht entgegen" not in cards
    folded = re.findall(r"<details class=\"wir-more\"><summary>(.*?)</summary>", rows, re.DOTALL)
    refused = [one for one in folded if "wir-more__reason" in one]
    assert f"({len(refused)})" in rows
    (centres,) = [words(one) for one in refused if say("line.diversity_centres.name") in one]
    # The reason that decides stands in the row, the clause and the dates inside.
    assert "Nicht antragsberechtigt (gemeinnützige Migrantenorganisation)" in centres
    assert rows.count("Das steht entgegen") == len(refused)
    assert rows.count("<dt>Antragsschluss") == len(refused)


def test_who_came_for_one_line_is_asked_of_that_line_only(stage, visitor):
    call = stage.calls["diversity_centres"]
    start = visitor.get("/")
    assert f'href="/foerdercheck?aufruf={call}"' in start

    alone = fields(visitor.get(f"/foerdercheck?aufruf={call}&applicant_type=county&alle=1"))
    of_all = fields(visitor.get("/foerdercheck?applicant_type=county&alle=1"))
    assert set(alone) < set(of_all)

    asked = " ".join(["applicant_type", *alone])
    page = visitor.get(
        "/foerdercheck?" + urlencode({"aufruf": call, "applicant_type": "county", "gefragt": asked})
    )
    result = words(page)
    assert "Geprüft ist nur „WIR-Vielfaltszentren“." in result
    assert say("line.integration_guides.name") not in result
    assert 'href="/foerdercheck?applicant_type=county">Alle Förderschwerpunkte prüfen' in page


def test_a_call_that_is_not_offered_asks_of_all(stage, visitor):
    page = words(visitor.get("/foerdercheck?aufruf=nirgends"))
    assert "Welche Förderung passt zu uns?" in page
    assert "Alle Förderschwerpunkte prüfen" not in page


def test_a_line_of_which_no_part_is_wanted_reads_as_not_asked_for(stage, visitor):
    no = dict.fromkeys(["wants_training", "wants_seminar", "wants_deployment"], "nein")
    address, _ = walk(visitor, "charity", **no)
    page = visitor.get(address)
    not_wanted = page[page.index("Von Ihnen nicht beantragt (2)") :]
    guides = not_wanted[: not_wanted.index("</details>")]
    assert say("line.integration_guides.name") in guides
    assert "nicht beantragt" in words(guides)
    assert "nicht förderfähig" not in words(guides)
    assert "Das haben Sie nicht gewählt" in guides
