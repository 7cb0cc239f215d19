"""What is measured of one scenario, and how: counted once, then timed without counting."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.benchmarks.towns import Town
from tests.support.statements import counted

Once = Callable[[], int]
"""Does the thing once; answers the bytes that came back."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Something that people do. `prepare` readies one repetition and is not measured.

    `statements` is the most that it may send (None: counted only), `times` how often it is timed.
    A `growing` one must not take much longer in a large town than in a small one; a `listing` is a
    page of a list, which must stay small.
    """

    name: str
    prepare: Callable[[Town], Once]
    statements: int | None = None
    times: int = 9
    growing: bool = False
    listing: bool = False


@dataclass(kw_only=True)
class Result:
    """One scenario in one town; `milliseconds` and `cpu` hold every repetition.

    `cpu` is the work of this process alone, without that of a database server or child process.
    """

    scenario: Scenario
    town: Town
    statements: int = 0
    rows: int = 0
    bytes: int = 0
    milliseconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median time in milliseconds."""
        return statistics.median(self.milliseconds)

    @property
    def fastest(self) -> float:
        """The fastest repetition in milliseconds."""
        return min(self.milliseconds)

    @property
    def median_cpu(self) -> float:
        """The median work in milliseconds of CPU: steadier than time where others work too."""
        return statistics.median(self.cpu)

    def count(self) -> None:
        """Warm up, then count statements, rows and bytes of one run."""
        self.scenario.prepare(self.town)()
        once = self.scenario.prepare(self.town)
        with counted(self.town.app) as found:
            self.bytes = once()
        self.statements, self.rows = len(found), found.rows

    def measure(self) -> None:
        """Time one more run."""
        once = self.scenario.prepare(self.town)
        began, worked = time.perf_counter(), time.process_time()
        once()
        self.cpu.append((time.process_time() - worked) * 1000)
        self.milliseconds.append((time.perf_counter() - began) * 1000)


def measured(scenarios: Iterable[Scenario], towns: Iterable[Town]) -> list[Result]:
    """Every scenario in every town; the towns take turns, so that a disturbance meets them all."""
    found: list[Result] = []
    places = list(towns)
    for scenario in scenarios:
        results = [Result(scenario=scenario, town=town) for town in places]
        for result in results:
            result.count()
        for _ in range(scenario.times):
            for result in results:
                result.measure()
        found += results
    return found
