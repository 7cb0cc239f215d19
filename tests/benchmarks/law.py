"""How long the law takes: verdict, entitlement and dates of good facts of every version."""

import time
from dataclasses import dataclass

from tests.support.answers import applicant_for
from tests.workflows.good import good_facts
from workflows import registry
from workflows.checking import dates_of
from workflows.entitlement import most
from workflows.findings import Moment
from workflows.judging import judge
from workflows.parameters import DEFAULTS

ROUNDS = 200


@dataclass(frozen=True, kw_only=True)
class LawTimes:
    """Milliseconds of one judgement with entitlement and dates: on average, and of the slowest."""

    mean: float
    slowest: float
    slowest_name: str

    @property
    def per_second(self) -> float:
        """Verdicts with entitlement and dates per second."""
        return 1000 / self.mean

    def told(self) -> str:
        """The figures in a line."""
        return (
            f"Law: {self.per_second:.0f} verdicts with entitlement and dates per second, "
            f"{self.mean:.3f} ms each; {self.slowest_name} takes {self.slowest:.3f} ms"
        )


def law_times() -> LawTimes:
    """Judges every version in turn; CPU time of the best of five series."""
    times: dict[str, float] = {}
    for guideline in registry.guidelines():
        facts = good_facts(guideline, applicant_for(guideline))
        series = []
        for _ in range(5):
            began = time.process_time()
            for _ in range(ROUNDS // 5):
                judge(guideline, facts, Moment.FILING)
                most(guideline, facts)
                dates_of(guideline, facts, DEFAULTS)
            series.append((time.process_time() - began) / (ROUNDS // 5) * 1000)
        times[f"{guideline.line} {guideline.version}"] = min(series)
    name = max(times, key=lambda one: times[one])
    return LawTimes(mean=sum(times.values()) / len(times), slowest=times[name], slowest_name=name)
