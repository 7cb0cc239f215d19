"""The blueprint that the pages of proofs share."""

from flask import Blueprint, url_for

from wirgrants.models import FundingCase, Proof

blueprint = Blueprint("proof", __name__, url_prefix="/vorgang")
TAB = "nachweise"


def address(name: str, case: FundingCase, proof: Proof) -> str:
    """The address of a page of a proof."""
    return url_for(f"proof.{name}", ref=case.ref, proof_ref=proof.ref)
