"""The application's lifecycle: one machine in five variants, composed of shared stretches."""

from workflows.circumstances import Task
from workflows.lifecycle import Lifecycle
from workflows.procedures.aftercare import after_award
from workflows.procedures.guards import deciding, filing, letters
from workflows.procedures.guards.aftercare import (
    ACCEPTANCE_DAY_PASSED,
    ACCEPTANCE_MADE,
    DECLINED_IN_WORDS,
    IBAN_VALID,
)
from workflows.procedures.guards.persons import DONE_FOR_APPLICANT_IS_DOCUMENTED, four_eyes
from workflows.procedures.roles import (
    APPROVER,
    EDITOR_OR_SIGNATORY,
    OFFICER,
    OFFICER_OR_LEAD,
    SIGNATORY,
    SIGNATORY_OR_OFFICER,
)
from workflows.states import ApplicationState, MachineName, Variant
from workflows.steps import Guard, Step

A = ApplicationState

# Where the specialists' view is heard; the flat rate is arithmetic and asks nobody.
REVIEW_OF: dict[Variant, ApplicationState | None] = {
    Variant.POST: A.TARGET_AGREEMENT,
    Variant.PROJECT: A.EXPERT_VOTE,
    Variant.ASSOCIATION: A.MUNICIPAL_STATEMENT,
    Variant.STRATEGY: A.JURY,
    Variant.FLAT_RATE: None,
}

CHECK_DONE = (deciding.CHECKS_ANSWERED, deciding.NO_OPEN_CLARIFICATION)
CHECK_HOLDS = (deciding.CHECK_STILL_HOLDS, deciding.NO_CHECK_FAILED)
NEW_ROUND = frozenset({Task.PROPOSED})


def _intake() -> tuple[Step, ...]:
    return (
        Step(action="open_draft", source=None, target=A.DRAFT, roles=EDITOR_OR_SIGNATORY),
        Step(
            action="receive_on_paper",
            source=None,
            target=A.FILED,
            roles=OFFICER,
            demands=(*filing.FILING, filing.RECEIPT_DAY_GIVEN),
        ),
        Step(
            action="file",
            source=A.DRAFT,
            target=A.FILED,
            roles=SIGNATORY,
            demands=filing.FILING,
        ),
        Step(action="begin_check", source=A.FILED, target=A.FORMAL_CHECK, roles=OFFICER),
    )


def _withdrawals(states: tuple[ApplicationState, ...]) -> tuple[Step, ...]:
    return tuple(
        Step(
            action="withdraw",
            source=state,
            target=A.WITHDRAWN,
            # A draft is nobody's but the applicant's: the authority does not see it yet.
            roles=SIGNATORY if state is A.DRAFT else SIGNATORY_OR_OFFICER,
            demands=() if state is A.DRAFT else (DONE_FOR_APPLICANT_IS_DOCUMENTED,),
        )
        for state in states
    )


def _early_start(states: tuple[ApplicationState, ...]) -> tuple[Step, ...]:
    may_be_decided = (deciding.EARLY_START_REQUESTED, deciding.EARLY_START_NOT_YET_PERMITTED)
    return tuple(
        step
        for state in states
        for step in (
            Step(
                action="permit_early_start",
                source=state,
                target=state,
                roles=OFFICER,
                guards=may_be_decided,
                demands=(letters.LETTER_RENDERED,),
            ),
            Step(
                action="refuse_early_start",
                source=state,
                target=state,
                roles=OFFICER,
                guards=may_be_decided,
                demands=(letters.LETTER_RENDERED,),
                needs_reason=True,
            ),
        )
    )


def _checking(variant: Variant, review: ApplicationState | None) -> tuple[Step, ...]:
    agreement = variant is Variant.POST
    has = deciding.HAS_TARGET_AGREEMENT if agreement else deciding.HAS_EXPERT_REVIEW
    has_not = deciding.HAS_NO_TARGET_AGREEMENT if agreement else deciding.HAS_NO_EXPERT_REVIEW
    complete = Step(
        action="complete_check",
        source=A.FORMAL_CHECK,
        target=A.READY,
        roles=OFFICER,
        guards=CHECK_DONE if review is None else (has_not, *CHECK_DONE),
        records=Task.CHECKED,
    )
    reopen = Step(
        action="reopen_check",
        source=A.READY,
        target=A.FORMAL_CHECK,
        roles=OFFICER,
        needs_reason=True,
        clears=frozenset({Task.CHECKED, Task.PROPOSED}),
    )
    if review is None:
        return (complete, reopen)
    pass_on, record = _reviewing(review, has)
    return (pass_on, complete, record, reopen)


def _reviewing(review: ApplicationState, has_review: Guard) -> tuple[Step, Step]:
    """Into the specialists' review, and out of it with their paper."""
    return (
        Step(
            action="pass_to_review",
            source=A.FORMAL_CHECK,
            target=review,
            roles=OFFICER,
            guards=(has_review, *CHECK_DONE),
            records=Task.CHECKED,
        ),
        Step(
            action="record_review",
            source=review,
            target=A.READY,
            roles=OFFICER_OR_LEAD,
            guards=(deciding.NO_OPEN_CLARIFICATION,),
            demands=(deciding.REVIEW_PAPER_ATTACHED,),
        ),
    )


def _proposing(review: ApplicationState | None) -> tuple[Step, ...]:
    rejectable = (A.FORMAL_CHECK, A.READY) if review is None else (A.FORMAL_CHECK, review, A.READY)
    returns = tuple(
        Step(
            action=action,
            source=state,
            target=A.READY,
            roles=OFFICER if action == "take_back_proposal" else APPROVER,
            needs_reason=action == "return_proposal",
            clears=NEW_ROUND,
        )
        for state in (A.AWARD_PROPOSED, A.REJECTION_PROPOSED)
        for action in ("take_back_proposal", "return_proposal")
    )
    return (
        Step(
            action="propose_award",
            source=A.READY,
            target=A.AWARD_PROPOSED,
            roles=OFFICER,
            guards=(*CHECK_HOLDS, deciding.NO_OPEN_CLARIFICATION),
            demands=(*deciding.MONEY_IS_THERE, letters.LETTER_RENDERED, letters.ANNEX_PRESENT),
            records=Task.PROPOSED,
        ),
        *(
            Step(
                action="propose_rejection",
                source=state,
                target=A.REJECTION_PROPOSED,
                roles=OFFICER,
                guards=(deciding.NO_OPEN_CLARIFICATION,),
                demands=(letters.LETTER_RENDERED,),
                needs_reason=True,
                records=Task.PROPOSED,
            )
            for state in rejectable
        ),
        *returns,
    )


def _deciding() -> tuple[Step, ...]:
    other_person = four_eyes(Task.CHECKED, Task.PROPOSED)
    return (
        Step(
            action="overrule",
            source=A.AWARD_PROPOSED,
            target=A.REJECTION_PROPOSED,
            roles=APPROVER,
            guards=(other_person,),
            demands=(letters.LETTER_RENDERED,),
            needs_reason=True,
            # The approver becomes the proposer of the rejection: somebody else signs it.
            records=Task.PROPOSED,
        ),
        Step(
            action="approve_award",
            source=A.AWARD_PROPOSED,
            target=A.AWARDED,
            roles=APPROVER,
            guards=(other_person, letters.LETTER_RENDERED, letters.ANNEX_PRESENT),
            demands=letters.SIGNING,
        ),
        Step(
            action="approve_rejection",
            source=A.REJECTION_PROPOSED,
            target=A.REJECTED,
            roles=APPROVER,
            guards=(other_person, letters.LETTER_RENDERED),
            demands=letters.SIGNING,
        ),
    )


def _accepting() -> tuple[Step, ...]:
    return (
        Step(
            action="accept",
            source=A.AWARDED,
            target=A.ACCEPTED,
            roles=SIGNATORY,
            demands=(ACCEPTANCE_MADE, IBAN_VALID),
        ),
        Step(
            action="record_acceptance_on_paper",
            source=A.AWARDED,
            target=A.ACCEPTED,
            roles=OFFICER,
            demands=(ACCEPTANCE_MADE, IBAN_VALID, filing.RECEIPT_DAY_GIVEN),
        ),
        Step(
            action="lapse",
            source=A.AWARDED,
            target=A.LAPSED,
            roles=APPROVER,
            guards=(ACCEPTANCE_DAY_PASSED,),
            needs_reason=True,
        ),
    )


def _declining() -> tuple[Step, ...]:
    """Nobody is made to take a grant; whoever does not want it need not wait for the lapse."""
    return (
        Step(
            action="decline",
            source=A.AWARDED,
            target=A.DECLINED,
            roles=SIGNATORY,
            demands=(DECLINED_IN_WORDS,),
        ),
        Step(
            action="record_decline_on_paper",
            source=A.AWARDED,
            target=A.DECLINED,
            roles=OFFICER,
            demands=(DECLINED_IN_WORDS, filing.RECEIPT_DAY_GIVEN),
        ),
    )


def compose(variant: Variant, review: ApplicationState | None) -> Lifecycle:
    """The variant's application with a specialists' review in this state, or with none."""
    under_check = (A.FILED, A.FORMAL_CHECK, *((review,) if review else ()), A.READY)
    steps = (
        *_intake(),
        *_checking(variant, review),
        *_early_start(under_check),
        *_proposing(review),
        *_withdrawals((A.DRAFT, *under_check, A.AWARD_PROPOSED, A.REJECTION_PROPOSED)),
        *_deciding(),
        *_accepting(),
        *_declining(),
        *after_award(variant),
    )
    named = {state for step in steps for state in (step.source, step.target)}
    return Lifecycle(
        machine=MachineName.APPLICATION,
        name=f"application.{variant.value}",
        states=tuple(state for state in A if state in named),
        initial=frozenset({A.DRAFT, A.FILED}),
        final=frozenset({A.SETTLED, A.REJECTED, A.WITHDRAWN, A.LAPSED, A.DECLINED}),
        steps=steps,
    )


APPLICATION = {variant: compose(variant, review) for variant, review in REVIEW_OF.items()}
