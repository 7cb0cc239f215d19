"""The stage on which the stories play: the movable clock, who acts, and what is known by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from wirgrants import clock
from wirgrants.models import FundingCase
from wirgrants.services.access import Actor, load_actor
from wirgrants.services.papers import Taken
from wirgrants.unit_of_work import read_only, unit_of_work

TODAY = date(2026, 11, 23)
"""The day on which the demo stands for ever (rulings, The cases)."""

_OPENING = time(8, 5)


@dataclass
class Stage:
    """Everything reached by a short name: accounts, organisations, calls, checked papers.

    `emails` and `organisations` map keys to addresses and refs, `calls` (line, first year) to refs,
    `functions` organisations to the function in which their signatory signs.
    Methods need an open application context.
    """

    emails: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)
    calls: dict[tuple[str, int], str] = field(default_factory=dict)
    papers: Mapping[str, Taken] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)
    _moment: datetime | None = None

    def on(self, day: date) -> None:
        """From now on it is this day, after whatever happened last. Never backwards."""
        wanted = datetime.combine(day, _OPENING, tzinfo=clock.BERLIN)
        if self._moment is not None and wanted <= self._moment:
            if day < self._moment.date():
                raise ValueError(f"{day} lies before {self._moment}")
            wanted = self._moment + timedelta(minutes=1)
        self._stand(wanted)

    @property
    def today(self) -> date:
        """The day on which the story stands."""
        assert self._moment is not None
        return self._moment.date()

    def later(self, minutes: int = 1) -> None:
        """Some minutes later on the same day."""
        assert self._moment is not None
        self._stand(self._moment + timedelta(minutes=minutes))

    def _stand(self, moment: datetime) -> None:
        self._moment = moment
        with unit_of_work() as session:
            clock.stand_still(session, moment)

    def person(self, key: str) -> Actor:
        """The account of this key; a minute passes, since a person does one thing after another."""
        self.later()
        with read_only() as session:
            return load_actor(session, self.emails[key])

    def case(self, ref: str) -> FundingCase:
        """The stored case as it is now."""
        with read_only() as session:
            session.expire_all()
            return session.scalars(select(FundingCase).where(FundingCase.ref == ref)).one()

    def version(self, ref: str) -> int:
        """The row version that somebody looking at the case sees."""
        return self.case(ref).row_version
