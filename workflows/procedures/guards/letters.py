"""Guards of letters: signed is what was shown, it is complete and goes a lawful way."""

from workflows.objections import Condition
from workflows.sources import Clause

LETTER_RENDERED = Condition(
    rule="letter_rendered",
    clause=Clause("HVwVfG", "§ 37 Abs. 2"),
    reads=("letter_rendered",),
    holds=lambda c: c.letter_rendered,
)
SHOWN_IS_CURRENT = Condition(
    rule="shown_is_current",
    clause=Clause("GK", "Zeichnung des vorgelegten Entwurfs"),
    reads=("shown_digest", "current_digest"),
    holds=lambda c: bool(c.shown_digest) and c.shown_digest == c.current_digest,
)
ANNEX_PRESENT = Condition(
    rule="annex_present",
    clause=Clause("VV-LHO", "5.1"),
    reads=("annex_present",),
    holds=lambda c: c.annex_present,
)
DELIVERY_RECORDED = Condition(
    rule="delivery_recorded",
    clause=Clause("HVwVfG", "§ 41"),
    reads=("delivery_recorded",),
    holds=lambda c: c.delivery_recorded,
)
ELECTRONIC_DELIVERY_CONSENTED = Condition(
    rule="electronic_delivery_consented",
    clause=Clause("HVwVfG", "§ 41 Abs. 2a"),
    reads=("delivery_electronic", "consent_to_electronic_delivery"),
    holds=lambda c: c.consent_to_electronic_delivery or not c.delivery_electronic,
)
WRITTEN_FORM_KEPT = Condition(
    rule="written_form_kept",
    clause=Clause("HVwVfG", "§ 49a Abs. 1 in Verbindung mit § 3a"),
    reads=("delivery_in_writing",),
    holds=lambda c: c.delivery_in_writing,
)
CHANGE_LETTER_GRANTS = Condition(
    rule="change_letter_grants",
    clause=Clause("GK", "Zeichnung des vorgelegten Entwurfs"),
    reads=("proposal_grants",),
    holds=lambda c: c.proposal_grants is not False,
)
CHANGE_LETTER_REFUSES = Condition(
    rule="change_letter_refuses",
    clause=Clause("GK", "Zeichnung des vorgelegten Entwurfs"),
    reads=("proposal_grants",),
    holds=lambda c: c.proposal_grants is not True,
)

# What an approver brings: the way of delivery, and the digest of what was on the screen.
SIGNING = (SHOWN_IS_CURRENT, DELIVERY_RECORDED, ELECTRONIC_DELIVERY_CONSENTED)
