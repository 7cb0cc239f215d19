"""The proofs that a part of an award owes, each with its day."""

from collections.abc import Iterator, Mapping

from workflows.dates import LegalDate
from workflows.due import NamedDay, interim_proof_due, proof_due
from workflows.facts import TERRITORIAL, Facts, PartFacts
from workflows.guideline import Guideline
from workflows.parameters import Parameters


def expected_proofs(
    guideline: Guideline,
    facts: Facts,
    part: PartFacts,
    named: Mapping[str, NamedDay],
    parameters: Parameters,
) -> Iterator[tuple[int | None, LegalDate]]:
    """The proofs that a part owes: yearly interim ones but for the last year, then the final one.

    Nothing for a part without an end. The year None stands for the final proof.
    """
    if part.start is None or part.end is None:
        return
    duty = guideline.part(part.part).proof
    if duty.interim_yearly:
        for year in range(part.start.year, part.end.year):
            yield year, interim_proof_due(duty, year, parameters, facts.holidays)
    yield (
        None,
        proof_due(
            duty,
            part.end,
            parameters,
            facts.holidays,
            municipal=facts.applicant.type in TERRITORIAL,
            named=named.get(part.part),
        ),
    )
