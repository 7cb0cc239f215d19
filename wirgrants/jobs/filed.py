"""The job after a filing: the receipt, then the mail that says it is there."""

from collections.abc import Mapping
from typing import Any

from wirgrants.extensions import settings
from wirgrants.jobs.mail import send_mail
from wirgrants.jobs.registry import job
from wirgrants.services.access import SYSTEM, load_case
from wirgrants.services.filing import RECEIPT_JOB
from wirgrants.services.filing_receipt import make_receipt
from wirgrants.unit_of_work import read_only


@job(RECEIPT_JOB)
def application_filed(payload: Mapping[str, Any]) -> None:
    """Make the receipt of a case (`case`: its ref) and mail the organisation's members."""
    ref = str(payload["case"])
    make_receipt(ref)
    with read_only() as session:
        case = load_case(session, SYSTEM, ref)
        number, organisation = case.number, case.organisation_id
    send_mail(
        {
            "key": f"filed-{ref}",
            "organisation": organisation,
            "subject": f"Antrag {number} eingegangen",
            "text": f"Ihr Antrag {number} ist eingegangen. Die Eingangsbestätigung liegt im "
            f"Antragssystem bereit: {settings().base_url}/antraege/{ref}/eingang",
        }
    )
