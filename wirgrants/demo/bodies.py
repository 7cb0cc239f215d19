"""The organisations of the demo, one of every applicant type at least, with their two members."""

from dataclasses import dataclass
from datetime import date

from wirgrants.demo.stage import Stage
from wirgrants.services.organisations import OrganisationValues, create_organisation
from workflows.facts import ApplicantType as T


@dataclass(frozen=True, kw_only=True)
class Body:
    """One organisation: its record, whether it consents to electronic delivery, and its people.

    `editor` and `signatory` are (name, function).
    """

    key: str
    name: str
    kind: T
    seat: str
    street: str
    postcode: str
    city: str
    editor: tuple[str, str]
    signatory: tuple[str, str]
    authority: str = ""
    entry: str = ""
    electronic: bool = True


BODIES = (
    Body(
        key="taunusgrund", name="Landkreis Taunusgrund", kind=T.COUNTY, authority="99001",
        seat="99001", street="Kreishausallee 1", postcode="99110", city="Bad Weilenbach",
        editor=("Nadine Overbeck", "Fachdienst Integration"),
        signatory=("Dr. Holger Stamm", "Landrat"),
    ),
    Body(
        key="burgwaldau", name="Landkreis Burgwaldau", kind=T.COUNTY, authority="99002",
        seat="99002", street="Am Schlossberg 12", postcode="99210", city="Neu-Hainau",
        editor=("Marek Lindner", "Stabsstelle Vielfalt"),
        signatory=("Ilona Fresenius", "Erste Kreisbeigeordnete"),
    ),
    Body(
        key="ederhoehe", name="Landkreis Ederhöhe", kind=T.COUNTY, authority="99003",
        seat="99003", street="Bahnhofstraße 40", postcode="99310", city="Kirchgarten an der Lohr",
        editor=("Svenja Harms", "Büro für Integration"),
        signatory=("Ulrich Pfannmüller", "Landrat"),
        electronic=False,
    ),
    Body(
        key="mittelsinn", name="Landkreis Mittelsinn", kind=T.COUNTY, authority="99004",
        seat="99004", street="Sinnstraße 5", postcode="99410", city="Rodenfeld",
        editor=("Carla Beinhauer", "Fachstelle Migration und Teilhabe"),
        signatory=("Annette Kolb", "Landrätin"),
    ),
    Body(
        key="altenried", name="Stadt Altenried", kind=T.INDEPENDENT_CITY, authority="99011000",
        seat="99011000", street="Rathausplatz 1", postcode="99500", city="Altenried",
        editor=("Kerstin Vollmar", "Amt für Integration"),
        signatory=("Joachim Rether", "Stadtrat"),
    ),
    Body(
        key="weilenbach", name="Stadt Bad Weilenbach", kind=T.SPECIAL_STATUS_CITY,
        authority="99001014", seat="99001", street="Kurpromenade 3", postcode="99110",
        city="Bad Weilenbach", editor=("Daniela Prinz", "Integrationsbüro"),
        signatory=("Rainer Hollerbach", "Oberbürgermeister"),
    ),
    Body(
        key="wallenstett", name="Stadt Wallenstett", kind=T.MUNICIPALITY, authority="99001003",
        seat="99001", street="Marktplatz 8", postcode="99130", city="Wallenstett",
        editor=("Timo Brückner", "Fachbereich Soziales"),
        signatory=("Beate Wallner", "Bürgermeisterin"),
    ),
    Body(
        key="lindenbach", name="Gemeinde Lindenbach", kind=T.MUNICIPALITY, authority="99001007",
        seat="99001", street="Hauptstraße 22", postcode="99135", city="Lindenbach",
        editor=("Monika Eckes", "Hauptamt"), signatory=("Peter Diehl", "Bürgermeister"),
        electronic=False,
    ),
    Body(
        key="neuhainau", name="Stadt Neu-Hainau mit dem Verein Haus der Kulturen",
        kind=T.MUNICIPALITY_WITH_MO, authority="99002005", seat="99002", street="Stadtweg 4",
        postcode="99210", city="Neu-Hainau", editor=("Aylin Demirci", "Integrationsbeauftragte"),
        signatory=("Gerd Schönfeld", "Bürgermeister"),
    ),
    Body(
        key="kirchgarten", name="Stadt Kirchgarten an der Lohr", kind=T.MUNICIPALITY,
        authority="99003002", seat="99003", street="Lohrufer 17", postcode="99310",
        city="Kirchgarten an der Lohr", editor=("Ines Rohde", "Sozialamt"),
        signatory=("Matthias Groll", "Bürgermeister"),
    ),
    Body(
        key="rodenfeld", name="Stadt Rodenfeld", kind=T.MUNICIPALITY, authority="99004011",
        seat="99004", street="Am Anger 2", postcode="99410", city="Rodenfeld",
        editor=("Leonie Haas", "Stabsstelle Zusammenleben"),
        signatory=("Stefan Uhrig", "Bürgermeister"),
    ),
    Body(
        key="ellerbachtal", name="Kommunalverbund Ellerbachtal", kind=T.CONSORTIUM,
        authority="99002009", seat="99002", street="Talstraße 31", postcode="99220",
        city="Ellerbach", editor=("Yvonne Kastner", "Geschäftsstelle des Verbunds"),
        signatory=("Karl-Heinz Ritter", "Bürgermeister der federführenden Gemeinde"),
    ),
    Body(
        key="volkshochschule", name="Volkshochschule Altenried, Anstalt des öffentlichen Rechts",
        kind=T.PUBLIC_BODY, seat="99011000", street="Bildungsweg 9", postcode="99502",
        city="Altenried", editor=("Gesine Oltmann", "Programmbereich Deutsch"),
        signatory=("Dr. Frank Ebert", "Direktor"),
    ),
    Body(
        key="dekanat", name="Evangelisches Dekanat Altenried", kind=T.CHURCH_BODY,
        seat="99011000", street="Kirchgasse 6", postcode="99500", city="Altenried",
        editor=("Maike Brandes", "Fachstelle Flucht und Asyl"),
        signatory=("Dorothea Hein", "Dekanin"), electronic=False,
    ),
    Body(
        key="arbeiterhilfe", name="Arbeiterhilfe Burgwaldau e. V.", kind=T.CHARITY, seat="99002",
        street="Mühlweg 18", postcode="99210", city="Neu-Hainau", entry="VR 2117",
        editor=("Sarah Mertens", "Projektleitung"),
        signatory=("Wolfgang Thiel", "Geschäftsführer"),
    ),
    Body(
        key="frauenberatung", name="Frauenberatung Altenried e. V.", kind=T.CHARITY,
        seat="99011000", street="Gartenstraße 55", postcode="99501", city="Altenried",
        entry="VR 1408", editor=("Lena Krafft", "Beratung"),
        signatory=("Christiane Böhm", "Vorstand"),
    ),
    Body(
        key="sprachbruecke", name="Sprachbrücke Wallenstett gGmbH", kind=T.CHARITY, seat="99001",
        street="Brückenstraße 3", postcode="99130", city="Wallenstett", entry="HRB 5520",
        editor=("Farid Nazari", "Vermittlung"), signatory=("Ruth Altmeier", "Geschäftsführerin"),
    ),
    Body(
        key="eritrea", name="Deutsch-Eritreischer Kulturverein Altenried e. V.",
        kind=T.MIGRANT_ORG, seat="99011000", street="Werftstraße 11", postcode="99503",
        city="Altenried", entry="VR 1862", editor=("Selam Tesfay", "Schriftführerin"),
        signatory=("Yonas Habte (ዮናስ ሃብተ)", "Vorsitzender"),
    ),
    Body(
        key="forum", name="Interkulturelles Forum Lindenbach e. V.", kind=T.MIGRANT_ORG,
        seat="99001", street="Schulstraße 2", postcode="99135", city="Lindenbach",
        entry="VR 3305", editor=("Olena Kovalenko (Олена Коваленко)", "Projektkoordination"),
        signatory=("Mehmet Aydın", "Vorsitzender"),
    ),
    Body(
        key="bruecke", name="Brücke der Kulturen Neu-Hainau e. V.", kind=T.MIGRANT_ORG,
        seat="99002", street="Hafenweg 27", postcode="99210", city="Neu-Hainau", entry="VR 2290",
        editor=("Rania Haddad (رانيا حداد)", "Kassenwartin"),
        signatory=("Joseph Mbeki-Wagner", "Vorsitzender"), electronic=False,
    ),
    Body(
        key="familien", name="Verein afghanischer Familien Ederhöhe e. V.", kind=T.MIGRANT_ORG,
        seat="99003", street="Wiesenweg 9", postcode="99310", city="Kirchgarten an der Lohr",
        entry="VR 4016", editor=("Parwana Ahmadi", "Projektleitung"),
        signatory=("Karim Sadat", "Vorsitzender"),
    ),
    Body(
        key="lingua", name="Lingua Transfer GmbH", kind=T.COMPANY, seat="99004",
        street="Gewerbering 14", postcode="99410", city="Rodenfeld", entry="HRB 7781",
        editor=("Simone Kranz", "Vertrieb"), signatory=("Oliver Falk", "Geschäftsführer"),
    ),
    Body(
        key="privat", name="Renate Muster", kind=T.PRIVATE_PERSON, seat="99001",
        street="Lerchenweg 1", postcode="99130", city="Wallenstett",
        editor=("Jens Muster", "Bevollmächtigter"), signatory=("Renate Muster", "Antragstellerin"),
    ),
)  # fmt: skip


def found_bodies(stage: Stage) -> None:
    """Create every organisation as the administrator does."""
    for body in BODIES:
        admin = stage.person("admin")
        stage.organisations[body.key] = create_organisation(admin, _values(body))


def body_of(key: str) -> Body:
    """The organisation of this key."""
    return next(body for body in BODIES if body.key == key)


def _values(body: Body) -> OrganisationValues:
    association = body.kind in (T.CHARITY, T.MIGRANT_ORG)
    return OrganisationValues(
        name=body.name,
        kind=body.kind,
        authority=body.authority,
        seat_ags=body.seat,
        street=body.street,
        postcode=body.postcode,
        city=body.city,
        email=f"post@{body.key}.example",
        phone="0999 1234-0",
        register_entry=body.entry,
        electronic_consent_on=date(2023, 9, 1) if body.electronic else None,
        charitable=True if association else None,
        registered_association=body.entry.startswith("VR") if association else None,
        exemption_notice_kind="corporation_tax" if association else "",
        exemption_notice_date=date(2023, 5, 10) if association else None,
        register_extract_date=date(2023, 8, 21) if association else None,
        vat_deductible=body.kind is T.COMPANY if association else None,
    )
