"""The grant asked for beside the most that can be granted, per part and budget year."""

from workflows.entitlement import most
from workflows.facts import Facts
from workflows.findings import Ruling
from workflows.guideline import Guideline, Rule
from workflows.rules.reading import FROM_FILING, met, not_asked, review
from workflows.sources import Clause, Mark
from workflows.wording.formats import german_euros


def asked_within_entitlement(guideline: Guideline) -> Rule:
    """No more is asked for than can be granted; more is for an officer, who awards less.

    A year whose most is not determinable is passed over: the missing figure is named elsewhere.
    """

    def judge(facts: Facts) -> Ruling:
        if not facts.parts or not all(part.asked for part in facts.parts):
            return not_asked("@asked", "plan.asked_missing")
        highest = {(one.part, one.year): one.amount for one in most(guideline, facts).years}
        compared = False
        for part in facts.parts:
            for year in sorted(part.asked):
                asked, limit = part.asked[year], highest.get((part.part, year))
                if limit is None:
                    continue
                compared = True
                if asked > limit:
                    return review(
                        "plan.asked.review",
                        part=part.part,
                        year=str(year),
                        asked=german_euros(asked),
                        limit=german_euros(limit),
                    )
        return met("plan.asked.met") if compared else met("plan.asked.not_determinable")

    return Rule(
        id="grant_asked_is_within_the_most",
        clause=Clause("RULINGS", "beantragter und höchstmöglicher Betrag"),
        mark=Mark.INFERRED,
        moments=FROM_FILING,
        reads=("@asked", "@plan"),
        judge=judge,
    )
