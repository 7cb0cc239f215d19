"""A payout that came back and is not repeated: what becomes of its money."""

from wirgrants.services.access import Actor, only_as_staff
from wirgrants.services.delivery import tell_organisation
from wirgrants.services.paid_money import give_back
from wirgrants.services.payments_loaded import load
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
from workflows.states import ApplicationState
from workflows.wording.formats import german_euros


def cancel_returned(actor: Actor, ref: str, payment_ref: str, reason: str, *, version: int) -> None:
    """A payment that came back is not repeated: its money may be called anew.

    It stays committed until the settlement gives back what nobody called. A settled case calls
    nothing any more, so there it returns to its budget at once; the settled sum stays what was
    noticed. Raises StepRefused without a reason, Conflict, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        loaded = load(session, actor, ref, payment_ref, reason)
        case, payment = loaded.case, loaded.payment
        only_as_staff(actor, case)
        settled = case.state is ApplicationState.SETTLED
        take_step(
            session,
            case,
            "cancel",
            actor=actor,
            subject=payment,
            version=version,
            circumstances=loaded.circumstances,
            writes=Writes(
                changes={"ended_reason": reason},
                data={"released": payment.amount} if settled else {},
            ),
        )
        if not settled:
            return
        give_back(session, case, actor, payment, reason)
        tell_organisation(
            session,
            case,
            kind="payment.cancelled",
            subject=f"Auszahlung aufgehoben: {case.number}",
            text=f"Die Auszahlung zum Mittelabruf {payment.number} kam von der Bank zurück und "
            f"wird nicht wiederholt. Die {german_euros(payment.amount)} sind freigegeben und "
            "können nicht mehr abgerufen werden.",
        )
