"""Invented counties, cities and municipalities, in the key range 99 that no real body has."""

from datetime import date

from wirgrants.services.register import add_records
from wirgrants.unit_of_work import unit_of_work
from workflows.facts import ApplicantType as T
from workflows.register import BEGINS, AuthorityRecord, PopulationRecord

COUNTED = date(2022, 12, 31)
SOURCE = "Erfunden für die Demonstration"

# Key, name, kind, county, inhabitants.
BODIES = (
    ("99001", "Taunusgrund", T.COUNTY, "99001", 238_400),
    ("99002", "Burgwaldau", T.COUNTY, "99002", 171_900),
    ("99003", "Ederhöhe", T.COUNTY, "99003", 126_300),
    ("99004", "Mittelsinn", T.COUNTY, "99004", 204_750),
    ("99011000", "Altenried", T.INDEPENDENT_CITY, "99011", 148_200),
    ("99001014", "Bad Weilenbach", T.SPECIAL_STATUS_CITY, "99001", 54_600),
    ("99001003", "Wallenstett", T.MUNICIPALITY, "99001", 27_800),
    ("99001007", "Lindenbach", T.MUNICIPALITY, "99001", 12_300),
    ("99002005", "Neu-Hainau", T.MUNICIPALITY, "99002", 41_200),
    ("99002009", "Ellerbach", T.MUNICIPALITY, "99002", 8_100),
    ("99003002", "Kirchgarten an der Lohr", T.MUNICIPALITY, "99003", 18_450),
    ("99004011", "Rodenfeld", T.MUNICIPALITY, "99004", 33_900),
)


def found_places() -> int:
    """Put the invented bodies into the register; how many were new."""
    records = [
        AuthorityRecord(
            identity=ags,
            ags=ags,
            name=name,
            kind=kind,
            county_ags=county,
            valid_from=BEGINS,
            fictitious=True,
        )
        for ags, name, kind, county, _ in BODIES
    ]
    counted = [
        PopulationRecord(identity=ags, as_of=COUNTED, inhabitants=number)
        for ags, _, _, _, number in BODIES
    ]
    with unit_of_work() as session:
        return add_records(session, records, counted, source=SOURCE)
