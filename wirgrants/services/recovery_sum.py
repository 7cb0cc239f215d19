"""How much may be asked back today: what was paid and is still out, and is no petty sum."""

from decimal import Decimal

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.german import euros
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.errors import Refused
from wirgrants.models import FundingCase, Recovery
from wirgrants.services.parameters import load_parameters
from wirgrants.services.settlement import compute, done_with, recoveries_of
from wirgrants.services.snapshot import is_municipal
from workflows.money import ZERO, total
from workflows.parameters import petty_limit_key


def petty_limit(session: Session, case: FundingCase) -> Decimal:
    """The sum in euros from which a claim against this recipient is pursued today."""
    key = petty_limit_key(municipal=is_municipal(case))
    return load_parameters(session).decimal(key, clock.today())


def refuse_unfit_sum(session: Session, case: FundingCase, ground: Ground, amount: Decimal) -> None:
    """A reduction is what the settlement leaves of it; other grounds reach all that was paid.

    Raises Refused for a sum in euros above that, for none, and for a petty one.
    """
    if ground is Ground.REDUCTION:
        left = compute(session, case).still_to_recover
        if not ZERO < amount <= left:
            raise Refused(
                "above the reduction",
                message="Als Ermäßigung können nach der Abrechnung höchstens noch "
                f"{euros(left)} zurückgefordert werden. Wegen eines anderen Betrags kommt nur ein "
                "anderer Grund in Betracht.",
            )
    if not ZERO < amount <= _still_out(case):
        raise Refused(
            "no possible sum",
            message="Zurückgefordert werden kann höchstens, was ausgezahlt und noch nicht "
            "erstattet ist.",
        )
    _refuse_petty(session, case, amount, "Bitte fordern Sie ihn nicht zurück.")


def _refuse_petty(session: Session, case: FundingCase, amount: Decimal, instead: str) -> None:
    limit = petty_limit(session, case)
    if amount < limit:
        raise Refused(
            "a petty sum",
            message=f"Der Betrag von {euros(amount)} liegt unter der Kleinbetragsgrenze von "
            f"{euros(limit)}. {instead}",
        )


def _still_out(case: FundingCase) -> Decimal:
    return case.paid - case.recovered


def owed_in_all(session: Session, case: FundingCase, recovery: Recovery) -> Decimal:
    """What a claim comes to today, in euros, with what was repaid of it; zero for nothing.

    The bank may have sent a payment back since hearing or order: nobody owes what never arrived. A
    smaller sum needs no new hearing, as the recipient was heard on all of it.
    """
    most = _still_out(case) + done_with(recovery)
    if Ground(recovery.ground) is Ground.REDUCTION:
        others = [one for one in recoveries_of(session, case) if one.id != recovery.id]
        asked = compute(session, case).law.to_recover - total(map(done_with, others))
        most = min(most, asked)
    return max(ZERO, min(recovery.demanded, most))


def still_owed(session: Session, case: FundingCase, recovery: Recovery) -> Decimal:
    """What of it is not repaid yet, and can be ordered where nothing is ordered yet."""
    return max(ZERO, owed_in_all(session, case, recovery) - done_with(recovery))


def sum_to_order(session: Session, case: FundingCase, recovery: Recovery) -> Decimal:
    """The same for whoever orders it. Raises Refused where nothing or a petty sum is left of it."""
    owed = still_owed(session, case, recovery)
    if owed == ZERO:
        raise Refused(
            "nothing is owed any more",
            message="Seit der Anhörung ist das Geld zurückgekommen; zu erstatten ist nichts mehr. "
            "Bitte sehen Sie von der Rückforderung ab.",
        )
    _refuse_petty(session, case, owed, "Bitte sehen Sie von der Rückforderung ab.")
    return owed
