"""A payment request (Mittelabruf): asked, checked, released by another, paid by a third."""

from workflows.circumstances import Task
from workflows.lifecycle import Lifecycle
from workflows.procedures.guards import aftercare, returns
from workflows.procedures.guards.persons import PAYER_DID_NOT_RELEASE, case_stands_in, four_eyes
from workflows.procedures.roles import (
    APPROVER,
    APPROVER_OR_FINANCE,
    FINANCE,
    OFFICER,
    SIGNATORY,
)
from workflows.states import ApplicationState, MachineName, PaymentState
from workflows.steps import Step

P = PaymentState

# Settling too: what the settlement shows to be still payable is paid before the file is closed.
CAN_BE_PAID = case_stands_in(
    ApplicationState.RUNNING,
    ApplicationState.RESOLUTION_PENDING,
    ApplicationState.RESOLVED,
    ApplicationState.SETTLING,
)
OTHER_PERSON = four_eyes(Task.PAYMENT_REQUESTED, Task.PAYMENT_CHECKED)
PAYABLE = (CAN_BE_PAID, aftercare.ACCEPTANCE_MADE, aftercare.NOTICE_FINAL)
SUM_IS_RIGHT = (
    aftercare.REQUEST_ABOVE_ZERO,
    aftercare.REQUEST_WITHIN_AWARD,
    aftercare.REQUEST_WITHIN_CALL,
)

PAYMENT = Lifecycle(
    machine=MachineName.PAYMENT,
    name="payment",
    states=tuple(P),
    initial=frozenset({P.REQUESTED}),
    final=frozenset({P.CANCELLED, P.REFUSED, P.WITHDRAWN}),
    resting=frozenset({P.PAID}),
    steps=(
        Step(
            action="request",
            source=None,
            target=P.REQUESTED,
            roles=SIGNATORY,
            guards=(*PAYABLE, aftercare.SOMETHING_TO_CALL, aftercare.YEAR_HAS_BEGUN),
            demands=SUM_IS_RIGHT,
            records=Task.PAYMENT_REQUESTED,
        ),
        Step(action="withdraw", source=P.REQUESTED, target=P.WITHDRAWN, roles=SIGNATORY),
        Step(
            action="check",
            source=P.REQUESTED,
            target=P.CHECKED,
            roles=OFFICER,
            guards=(*PAYABLE, aftercare.INTERIM_PROOFS_IN, *SUM_IS_RIGHT),
            records=Task.PAYMENT_CHECKED,
        ),
        Step(
            action="refuse",
            source=P.REQUESTED,
            target=P.REFUSED,
            roles=APPROVER,
            needs_reason=True,
        ),
        Step(
            action="release",
            source=P.CHECKED,
            target=P.RELEASED,
            roles=APPROVER,
            guards=(
                OTHER_PERSON,
                *PAYABLE,
                aftercare.INTERIM_PROOFS_IN,
                aftercare.REQUEST_ABOVE_ZERO,
                aftercare.REQUEST_WITHIN_AWARD,
            ),
            records=Task.PAYMENT_RELEASED,
        ),
        Step(
            action="send_back",
            source=P.CHECKED,
            target=P.REQUESTED,
            roles=APPROVER,
            needs_reason=True,
            clears=frozenset({Task.PAYMENT_CHECKED}),
        ),
        Step(
            action="refuse",
            source=P.CHECKED,
            target=P.REFUSED,
            roles=APPROVER,
            guards=(OTHER_PERSON,),
            needs_reason=True,
        ),
        Step(
            action="pay",
            source=P.RELEASED,
            target=P.PAID,
            roles=FINANCE,
            # Between release and payment an amendment may have made the award smaller.
            guards=(PAYER_DID_NOT_RELEASE, aftercare.REQUEST_WITHIN_AWARD),
        ),
        Step(
            action="take_back_release",
            source=P.RELEASED,
            target=P.CHECKED,
            roles=APPROVER_OR_FINANCE,
            needs_reason=True,
            clears=frozenset({Task.PAYMENT_RELEASED}),
        ),
        Step(
            action="record_return",
            source=P.PAID,
            target=P.RETURNED,
            roles=FINANCE,
            # What the recipient has repaid cannot come back from the bank as well.
            guards=(returns.RETURN_WITHIN_PAID,),
        ),
        Step(
            action="reissue",
            source=P.RETURNED,
            target=P.RELEASED,
            roles=APPROVER,
            guards=(OTHER_PERSON, aftercare.REQUEST_WITHIN_AWARD),
            demands=(aftercare.IBAN_VALID,),
            records=Task.PAYMENT_RELEASED,
        ),
        # Paid again is not what everybody wants: the money may be called anew or be given up.
        Step(
            action="cancel",
            source=P.RETURNED,
            target=P.CANCELLED,
            roles=APPROVER,
            needs_reason=True,
        ),
    ),
)
