"""The rows that move through a lifecycle against the digests in the events that left them so."""

from sqlalchemy.orm import Session

from wirgrants.models import FundingCase
from wirgrants.models.guarded import MACHINE_OF
from wirgrants.services.evidence import Complaints, Told, batches
from wirgrants.services.row_digests import ROWS, digest_of_row
from workflows.states import ApplicationState


def rows(session: Session) -> Complaints:
    """Every case, payment, change, proof, recovery and request that is not as the log left it."""
    for batch in batches(session):
        held = [batch.rows(model) for model in MACHINE_OF if model is not FundingCase]
        for told in batch.cases:
            logged = _logged(told)
            own = [row for found in held for row in found.get(told.case.id, ())]
            # A draft is saved without an event; filing it takes down what counts.
            counted = own if told.case.state is ApplicationState.DRAFT else [told.case, *own]
            for row in counted:
                if logged.get(row.ref) != digest_of_row(row):
                    yield told.case.ref, f"{row.__tablename__}: a row is not what the log says"


def _logged(told: Told) -> dict[str, str]:
    """The newest digest of every row, by its ref."""
    found: dict[str, str] = {}
    for event in told.events:
        found.update(event.data.get(ROWS, {}))
    return found
