"""What stands behind the refs in addresses, by which the crawl tells kinds of pages apart."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import Base, FundingCase
from wirgrants.models.guarded import MACHINE_OF
from wirgrants.services.overview import procedures
from workflows.states import MachineName


def kinds_by_ref(session: Session) -> dict[str, str]:
    """What stands for every ref in an address: the table's name, with state and variant."""
    found: dict[str, str] = {}
    for table in Base.metadata.sorted_tables:
        if "ref" in table.c:
            more = [table.c[name] for name in ("state", "variant", "kind") if name in table.c]
            for ref, *told in session.execute(select(table.c.ref, *more)):
                found[ref] = " ".join([table.name, *(str(one) for one in told)])
    return found


def states_by_ref(session: Session) -> dict[str, str]:
    """The state of everything that runs on a machine."""
    return {
        ref: state.value
        for model in MACHINE_OF
        for ref, state in session.execute(select(model.ref, model.state))
    }


def standing_by_ref(session: Session) -> dict[str, tuple[str, ...]]:
    """Of each case, "machine state" of its application and of what else goes on in it."""
    return {
        case.ref: (
            f"{MachineName.APPLICATION.value} {case.state.value}",
            *sorted({f"{p.machine.value} {p.state.value}" for p in procedures(session, case.id)}),
        )
        for case in session.scalars(select(FundingCase))
    }
