"""Drafts keep what is typed: unreadable, hostile, at the same time, twice, or by a stranger."""

import re
import threading
from decimal import Decimal

import pytest

from tests.support.answers import applicant_for, good_content, posts_of
from tests.wirgrants.apply.stage import Browser, case_of, hidden, ref_of, words
from wirgrants.errors import Refused
from wirgrants.models import FundingCase
from wirgrants.services.drafts import SectionInput, open_draft, save_section
from wirgrants.services.drafts_content import plan_shape
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.facts import ApplicantType
from workflows.states import ApplicationState

MO = ApplicantType.MIGRANT_ORG
COUNTY = ApplicantType.COUNTY
LINE = "migrant_organisations"
HOSTILE = {
    "nul": "a\x00b",
    "bidi": "abc\u202edef",
    "long": "x" * 20_001,
    "markup": '<script>alert("1")</script>{{ 7*7 }}',
}


@pytest.fixture
def browser(stage) -> Browser:
    return stage.member(MO)


@pytest.fixture
def draft(stage, browser) -> str:
    return browser.start(stage, LINE, MO)


def test_a_new_draft_knows_the_organisation(stage, browser, draft):
    case = case_of(stage, draft)
    assert case.state is ApplicationState.DRAFT
    assert case.draft["answers"] == {
        "applicant_type": "migrant_org",
        "charitable": True,
        "registered_association": True,
        "seat_in_hesse": True,
    }
    page = words(browser.get(draft))
    assert "Gespeichert am 23.11.2026, 10:00 Uhr von Signatory Migrant Org" in page
    assert "noch nicht begonnen" in page


def test_who_applies_is_never_left_open(stage, browser, draft):
    page = browser.get(f"{draft}abschnitt/antragsteller")
    chosen = re.findall(r'<(?:option|input)[^>]*(?:selected|checked)[^>]*value="([^"]*)"', page)
    assert "migrant_org" in chosen
    browser.fill(draft, "antragsteller", {"applicant_type": "", "charitable": "ja"})
    assert case_of(stage, draft).draft["answers"]["applicant_type"] == "migrant_org"
    browser.fill(draft, "antragsteller", {"applicant_type": "charity"})
    assert case_of(stage, draft).draft["answers"]["applicant_type"] == "charity"


def test_a_draft_that_is_there_is_named_before_another_is_begun(stage, browser):
    address = f"/antraege/beginnen/{stage.calls[LINE]}"
    fresh = browser.get(address)
    assert "Entwurf anlegen" in fresh
    assert "schon einen Entwurf" not in fresh
    draft = browser.start(stage, LINE, MO)
    again = stage.member(MO, "applicant_editor").get(address)
    assert "Für diesen Aufruf gibt es schon einen Entwurf." in again
    assert f'href="{draft}"' in again
    assert "Entwurf anlegen" not in again
    other = next(ref for line, ref in stage.calls.items() if line != LINE)
    assert "schon einen Entwurf" not in browser.get(f"/antraege/beginnen/{other}")


def test_starting_again_opens_the_draft_that_is_there(stage, browser, draft):
    assert browser.start(stage, LINE, MO) == draft
    editor = stage.member(MO, "applicant_editor")
    assert editor.start(stage, LINE, MO) == draft
    assert "schon einen Entwurf" in editor.get(draft)


def test_two_clicks_at_once_make_one_draft(stage):
    actor = stage.world.actor("signatory_migrant_org")
    barrier, found = threading.Barrier(2), []

    def click() -> None:
        with stage.world.opened():
            barrier.wait()
            found.append(open_draft(actor, stage.calls[LINE], stage.organisations[MO]))

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({ref for ref, _ in found}) == 1
    assert sorted(new for _, new in found) == [False, True]


def test_nobody_starts_for_an_organisation_that_is_not_theirs(stage, browser):
    address = f"/antraege/beginnen/{stage.calls[LINE]}"
    page = browser.get(address)
    browser.post(address, page, {"organisation": stage.organisations[COUNTY]}, 404)
    browser.post(address, page, {"organisation": "a" * 16}, 404)
    browser.get("/antraege/beginnen/" + "a" * 16, 404)


def test_strangers_and_staff_find_no_draft(stage, draft):
    for client in (
        stage.member(COUNTY),
        Browser(stage.world.client("case_officer")),
        Browser(stage.world.client("auditor")),
    ):
        ref = ref_of(draft)
        for address in (f"/vorgang/{ref}", f"/vorgang/{ref}/antrag"):
            client.get(address, 404)
    stranger = stage.member(COUNTY)
    for address in ("", "abschnitt/vorhaben", "unterlagen", "pruefen", "eingang"):
        stranger.get(f"{draft}{address}", 404)
    page = stranger.get("/antraege/")
    stranger.post(f"{draft}abschnitt/vorhaben", page, {"project_title": "Geentert"}, 404)
    assert case_of(stage, draft).title == ""


def test_an_unreadable_number_is_kept_as_typed_and_shown_with_its_message(stage, browser, draft):
    browser.fill(draft, "vorhaben", {"project_title": "Brücken", "micro_projects": "eins"})
    page = browser.get(f"{draft}abschnitt/vorhaben")
    assert 'value="eins"' in page
    assert "Bitte geben Sie eine ganze Zahl ein" in page
    assert 'value="Brücken"' in page
    case = case_of(stage, draft)
    assert case.draft["answers"]["project_title"] == case.title == "Brücken"
    assert "micro_projects" not in case.draft["answers"]
    for place in ("", "pruefen"):
        shown = words(browser.get(f"{draft}{place}"))
        assert "Wie viele Mikroprojekte sind geplant?: Bitte geben Sie eine ganze Zahl ein" in shown
    assert "nicht lesbar" in browser.get(draft)

    browser.fill(draft, "vorhaben", {"project_title": "Brücken", "micro_projects": "1"})
    case = case_of(stage, draft)
    assert case.draft["answers"]["micro_projects"] == 1
    assert case.draft["typed"] == {}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("line", ["integration_guides", "diversity_strategies", LINE])
def test_hostile_text_in_every_field_is_kept_or_named_and_never_run(stage, line, name):
    guideline = registry.line(line).versions[0]
    kind = applicant_for(guideline)
    browser, text = stage.member(kind), HOSTILE[name]
    draft = browser.start(stage, line, kind)
    browser.fill_all(draft, guideline, kind, good_content(guideline, kind))
    for slug, texts in posts_of(guideline, kind, good_content(guideline, kind)):
        if slug == "teile":
            continue
        browser.fill(draft, slug, dict.fromkeys(texts, text))
        page = browser.get(f"{draft}abschnitt/{slug}")
        assert "<script>alert" not in page
        if name == "markup" and slug == "vorhaben":
            assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;{{ 7*7 }}" in page
    for address in (draft, f"{draft}pruefen", f"/vorgang/{ref_of(draft)}/antrag", "/antraege/"):
        assert "<script>alert" not in browser.get(address)


def test_a_text_too_long_to_keep_is_shown_again(stage, browser, draft):
    address = f"{draft}abschnitt/vorhaben"
    sent = {"project_title": "Kurz", "project_summary": "y" * 60_001}
    answer = browser.post(address, browser.get(address), sent, 422)
    assert "y" * 60_001 in answer.text
    assert 'value="Kurz"' in answer.text
    assert case_of(stage, draft).title == ""


def test_saving_the_same_twice_changes_nothing(stage, browser, draft):
    address = f"{draft}abschnitt/vorhaben"
    page = browser.get(address)
    browser.post(address, page, {"project_title": "Einmal"})
    before = case_of(stage, draft)
    browser.post(address, page, {"project_title": "Einmal"})
    assert case_of(stage, draft).row_version == before.row_version


def test_two_people_in_different_sections_do_not_meet(stage, browser, draft):
    editor = stage.member(MO, "applicant_editor")
    first = browser.get(f"{draft}abschnitt/vorhaben")
    second = editor.get(f"{draft}abschnitt/erklaerungen")
    browser.post(f"{draft}abschnitt/vorhaben", first, {"project_title": "Titel"})
    editor.post(f"{draft}abschnitt/erklaerungen", second, {"already_begun": "nein"})
    answers = case_of(stage, draft).draft["answers"]
    assert (answers["project_title"], answers["already_begun"]) == ("Titel", False)


def test_two_people_in_one_section_see_both_texts_and_choose(stage, browser, draft):
    editor = stage.member(MO, "applicant_editor")
    address = f"{draft}abschnitt/vorhaben"
    first, second = browser.get(address), editor.get(address)
    browser.post(address, first, {"project_title": "Ihr Titel", "mini_job": "ja"})
    answer = editor.post(address, second, {"project_title": "Mein Titel", "mini_job": "nein"}, 409)
    text = words(answer.text)
    assert "Signatory Migrant Org hat" in text
    assert "Ihr Titel" in text
    assert "Mein Titel" in text
    assert case_of(stage, draft).title == "Ihr Titel"

    kept = {"project_title": "Mein Titel", "mini_job": "nein"}
    assert hidden(answer.text, "project_title") == "Mein Titel"
    editor.post(address, answer.text, kept)
    assert case_of(stage, draft).title == "Mein Titel"


def test_a_forged_version_or_base_is_a_conflict(stage, browser, draft):
    browser.fill(draft, "vorhaben", {"project_title": "Da"})
    address = f"{draft}abschnitt/vorhaben"
    for forged in ({"version": "abc", "base": ""}, {"version": "99999999999", "base": "x"}):
        sent = {"project_title": "Anders", **forged}
        browser.post(address, browser.get(address), sent, 409)
    assert case_of(stage, draft).title == "Da"


def test_an_unknown_section_is_missing(browser, draft):
    browser.get(f"{draft}abschnitt/gibtesnicht", 404)
    browser.get(f"{draft}abschnitt/plan-training", 404)


def test_rows_of_the_plan_are_added_and_removed_without_scripts(stage, browser, draft):
    browser.fill(draft, "teil-main", {"start": "01.01.2027", "end": "31.12.2027"})
    row = {"kind": "micro_project", "label": "Saal", "amount_2027": "1.000"}
    two = {f"items-{n}-{name}": text for n in (0, 1) for name, text in row.items()}
    answer = browser.fill(draft, "plan-main", {**two, "asked_2027": "800", "add": "1"})
    assert answer.location.endswith("?mehr=1")
    page = browser.get(answer.location)
    assert len(set(re.findall(r'name="(items-[0-9]+-label)"', page))) == 2 + 4
    assert "1.200,00" in words(page)
    browser.fill(draft, "plan-main", {**two, "asked_2027": "800", "remove": "items-0"})
    case = case_of(stage, draft)
    assert case.draft["parts"]["main"]["plan"]["items"] == [
        {"category": "micro_project", "label": "Saal", "year": 2027, "amount": "1000.00"}
    ]
    assert case.asked == Decimal("800.00")


def test_the_sums_of_the_plan_stand_on_its_page_after_each_save(stage, browser, draft):
    browser.fill(draft, "teil-main", {"start": "01.01.2027", "end": "31.12.2027"})
    fresh = browser.get(f"{draft}abschnitt/plan-main")
    assert '<details class="wir-more" open><summary>So füllen Sie' in fresh
    empty = words(fresh)
    assert "Summe 2027 Ausgaben 0,00 € Beantragte" in empty
    assert "gleichen sich" not in empty
    assert "mindestens 10 % der Ausgaben erreichen (Mindesteigenanteil). Quelle: " in empty
    plan = {
        "items-0-kind": "micro_project",
        "items-0-amount_2027": "1.000",
        "funds-0-kind": "own",
        "funds-0-amount_2027": "150",
        "funds-1-kind": "public",
        "funds-1-amount_2027": "40",
        "asked_2027": "800",
    }
    browser.fill(draft, "plan-main", plan)
    saved = browser.get(f"{draft}abschnitt/plan-main")
    assert '<details class="wir-more"><summary>So füllen Sie' in saved
    page = words(saved)
    assert "1.000,00 € Ausgaben und 990,00 € Mittel: Das gleicht sich noch nicht aus." in page
    assert "2027: 10,00 € fehlen" in page
    assert "Eigenmittel 150,00 € Weitere Mittel 40,00 €" in page
    assert "Eigenanteil an den Ausgaben 15,0 %" in page
    assert (
        "Bei den gespeicherten Ausgaben von 1.000,00 € sind das mindestens 100,00 € ; "
        "eingetragen sind 150,00 €." in page
    )

    browser.fill(draft, "plan-main", {**plan, "items-0-amount_2027": "1.500,01"})
    page = words(browser.get(f"{draft}abschnitt/plan-main"))
    assert "mindestens 150,01 € ; eingetragen sind 150,00 €, es fehlen 0,01 €." in page

    browser.fill(draft, "plan-main", {**plan, "asked_2027": "810"})
    page = words(browser.get(f"{draft}abschnitt/plan-main"))
    assert "in jedem Jahr aus: 1.000,00 €, davon 15,0 % Eigenanteil." in page


def test_the_sums_of_several_years_are_added_up(stage, browser):
    draft = browser.start(stage, "coordination", MO)
    browser.fill(draft, "teil-main", {"start": "01.01.2027", "end": "31.12.2028"})
    plan = {"items-0-kind": "personnel", "items-0-amount_2027": "100", "items-0-amount_2028": "50"}
    browser.fill(draft, "plan-main", plan)
    page = words(browser.get(f"{draft}abschnitt/plan-main"))
    assert "Summe 2027 2028 gesamt Ausgaben 100,00 € 50,00 € 150,00 €" in page


def test_a_part_taken_out_comes_back_with_its_plan(stage):
    guideline = registry.line("integration_guides").versions[0]
    browser = stage.member(COUNTY)
    draft = browser.start(stage, "integration_guides", COUNTY)
    content = good_content(guideline, COUNTY)
    browser.fill_all(draft, guideline, COUNTY, content)
    without = {"wants_training": "nein", "wants_seminar": "ja", "wants_deployment": "ja"}
    browser.fill(draft, "teile", without)
    case = case_of(stage, draft)
    assert set(case.draft["parts"]) == {"seminar", "deployment"}
    assert case.asked == Decimal("12000.00")
    browser.get(f"{draft}abschnitt/plan-training", 404)
    browser.fill(draft, "teile", {**without, "wants_training": "ja"})
    case = case_of(stage, draft)
    assert case.draft["parts"] == content["parts"]
    assert case.draft["asked"] == content["asked"]


def test_a_filed_application_is_no_draft_any_more(stage, browser, draft):
    browser.file(draft)
    address = f"{draft}abschnitt/vorhaben"
    page = browser.get("/antraege/")
    answer = browser.post(address, page, {"project_title": "Zu spät"}, 422)
    assert "kein Entwurf mehr" in words(answer.text)
    actor = stage.world.actor("signatory_migrant_org")
    sent = SectionInput(slug="vorhaben", values={}, typed=None, version=1, base="")
    with stage.world.opened(), pytest.raises(Refused, match="not a draft"):
        save_section(actor, ref_of(draft), sent)
    with stage.world.opened(), read_only() as session:
        assert session.query(FundingCase).one().state is ApplicationState.FILED


def test_going_on_stays_where_something_cannot_be_read(stage, browser, draft):
    address = f"{draft}abschnitt/vorhaben"
    told = {"project_title": "Ein Titel", "micro_projects": "eins"}
    answer = browser.post(address, browser.get(address), {**told, "next": "1"})
    assert answer.location == address
    page = browser.get(address)
    assert "sie sind unten markiert" in words(page)
    assert 'value="eins"' in page
    assert 'value="Ein Titel"' in page
    assert "wir-error-summary" in page

    answer = browser.post(address, page, {**told, "micro_projects": "1", "next": "1"})
    assert answer.location not in ("", address)
    assert answer.location.startswith(f"{draft}abschnitt/")


def test_a_part_offers_its_own_kinds_of_expenditure_and_keeps_what_was_planned():
    guides = registry.guideline("integration_guides", "2021")
    drawn = {"plan": {"items": [{"category": "rooms", "year": 2027}]}}

    fresh = plan_shape({}, "deployment", guides, (2027,))
    older = plan_shape({"parts": {"deployment": drawn}}, "deployment", guides, (2027,))

    assert fresh.categories == ("allowances", "coordination")
    assert older.categories == ("allowances", "coordination", "rooms")
