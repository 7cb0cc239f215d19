"""A list whose filter cannot be read says why and gives no file of everything instead."""

import pytest

from workflows.states import Role

LISTS = {
    "/bearbeitung/": (Role.CASE_OFFICER, "/bearbeitung/liste.csv"),
    "/pruefung/": (Role.AUDITOR, "/pruefung/liste.csv"),
    "/kasse/": (Role.FINANCE, "/kasse/auszahlungen.csv"),
}
SEARCHED = ("/bearbeitung/", "/pruefung/")
UNREAD = [
    *((page, "stand=rejectd", "„rejectd“ steht hier nicht zur Wahl") for page in LISTS),
    *((page, "linie=erfunden", "„erfunden“ steht hier nicht zur Wahl") for page in LISTS),
    *((page, "jahr=x", "„x“ steht hier nicht zur Wahl") for page in SEARCHED),
    *((page, "suche=" + "x" * 300, "höchstens 120 Zeichen") for page in SEARCHED),
    *((page, "suche=%E2%80%AEabc", "unsichtbare Steuerzeichen") for page in SEARCHED),
    *((page, "suche=Br%00cken", "unsichtbare Steuerzeichen") for page in SEARCHED),
]


@pytest.mark.parametrize(("page", "query", "said"), UNREAD)
def test_list_and_file_refuse_a_filter_they_cannot_read(world, page, query, said):
    role, file = LISTS[page]
    client = world.client(role)
    shown = client.get(f"{page}?{query}")
    taken = client.get(f"{file}?{query}")

    assert (shown.status_code, taken.status_code) == (422, 422)
    assert said in shown.text
    assert said in taken.text
    assert "wir-error-summary" in shown.text
    assert "text/html" in taken.content_type


@pytest.mark.parametrize("page", SEARCHED)
def test_a_refused_search_stays_in_its_field(world, page):
    answer = world.client(LISTS[page][0]).get(f"{page}?suche=Br%E2%80%AEcken+lang")

    assert 'value="Br\u202ecken lang"' in answer.text


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        (Role.CASE_OFFICER, "/bearbeitung/papierantrag", 422),
        (Role.ADMINISTRATOR, "/verwaltung/konten/", 200),
        (Role.ADMINISTRATOR, "/verwaltung/organisationen/", 200),
        (Role.ADMINISTRATOR, "/verwaltung/verzeichnis/", 200),
    ],
)
def test_every_search_names_the_characters_it_cannot_take(world, role, page, status):
    answer = world.client(role).get(f"{page}?suche=Stadt%00teil")

    assert answer.status_code == status
    assert "unsichtbare Steuerzeichen" in answer.text
    assert "U+0000" in answer.text
