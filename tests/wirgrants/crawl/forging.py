"""Forged references: what a form or its address may name, and answers without what always differs.

A forged one is somebody else's, one of another kind, or no reference at all.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markupsafe import escape
from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import (
    Base,
    Budget,
    Call,
    ChangeRequest,
    Clarification,
    FundingCase,
    InboxMessage,
    Letter,
    Membership,
    Obligation,
    Organisation,
    Paper,
    Payment,
    Proof,
    Recovery,
    User,
)
from wirgrants.services.access import Actor, may_see
from wirgrants.services.inbox import theirs
from workflows.states import ApplicationState, ProofState

UNKNOWN = "a" * 16
"""Formed like a reference; nothing has it."""

SHAPES = (
    "1", "-1", "0", "null", "3f2b8a52-6d0e-4c8e-9f0a-6f3a4a0d3c11", "A" * 300, "%2e%2e", "..",
    "' OR 1=1 --", "<b>", "ä" * 16, f"{UNKNOWN}.pdf", "..%2fetc",
)  # fmt: skip
"""No references at all: numbers, other systems' ids, tricks with paths, statements, markup."""

KINDS: Mapping[str, Any] = {
    "account": User, "budget": Budget, "call": Call, "case": FundingCase, "change": ChangeRequest,
    "clarification": Clarification, "letter": Letter, "message": InboxMessage,
    "obligation": Obligation, "organisation": Organisation, "paper": Paper, "payment": Payment,
    "proof": Proof, "recovery": Recovery,
}  # fmt: skip
"""What has references, by the word that the table of forged references uses."""


WRITTEN = (ProofState.EXPECTED, ProofState.SENT_BACK)
WORDS = {"slug": "vorhaben"}
"""Words of addresses that stand for something, so that what stands beside them is looked for."""


_TABLE = Path(__file__).with_name("references.csv")


def table() -> dict[str, dict[str, str]]:
    """What the arguments of each endpoint's address name."""
    found: dict[str, dict[str, str]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            found.setdefault(row["endpoint"], {})
            if row["argument"]:
                found[row["endpoint"]][row["argument"]] = row["names"]
    return found


@dataclass(frozen=True)
class Named:
    """Values for the arguments of one address: the forged one, and which argument it stands in."""

    values: Mapping[str, str]
    forged: str

    def with_unknown(self) -> dict[str, str]:
        """The same address with a reference that nothing has."""
        return {**self.values, self.forged: UNKNOWN}


@dataclass
class Refs:
    """The references of a database as one person may or may not name them."""

    session: Session
    actor: Actor
    turn: int = 0

    def __post_init__(self) -> None:
        """Cases that the person may see, and those that they may not."""
        every = self.session.scalars(select(FundingCase).order_by(FundingCase.id)).all()
        # Drafts first: what is closed says so before it looks for anything.
        every = sorted(every, key=lambda case: case.state is not ApplicationState.DRAFT)
        self.theirs = [case for case in every if may_see(self.actor, case)]
        self.foreign = [case for case in every if not may_see(self.actor, case)]

    def of_case(self, kind: str, case: FundingCase) -> list[str]:
        """What a case holds of a kind; of its proofs those that are still written."""
        model = KINDS[kind]
        found = select(model.ref).where(model.case_id == case.id)
        if model is Proof:
            found = found.where(Proof.state.in_(WRITTEN))
        return list(self.session.scalars(found))

    def some(self, kind: str) -> str:
        """Any reference of this kind; an unknown one where there is none."""
        return self.session.scalars(select(KINDS[kind].ref).limit(1)).first() or UNKNOWN

    def others(self, kind: str) -> Iterator[str]:
        """One reference of each other kind."""
        yield from (self.some(one) for one in KINDS if one != kind)

    def forged(self, names: Mapping[str, str]) -> Iterator[Named]:
        """Addresses with one forged argument each; `names` says what each argument names."""
        fitting = self.fitting(names)
        for argument, kind in names.items():
            for values in self._foreign(argument, names, fitting):
                yield Named(values, argument)
            # A third of the rest at each argument: the next one takes the next third.
            rest = (*self.others(kind), *SHAPES)[self.turn % 3 :: 3]
            self.turn += 1
            yield from (Named({**fitting, argument: ref}, argument) for ref in rest)

    def fitting(self, names: Mapping[str, str]) -> dict[str, str]:
        """Arguments that belong together and that the person may name, as far as there are any."""
        inner = [(argument, kind) for argument, kind in names.items() if self._in_case(kind)]
        words = {argument: WORDS.get(argument, UNKNOWN) for argument in names}
        if "case" not in names.values():
            return {argument: self._own(kind) for argument, kind in names.items()}
        for case in self.theirs:
            held = {argument: self.of_case(kind, case) for argument, kind in inner}
            if all(held.values()):
                found = {argument: refs[0] for argument, refs in held.items()}
                return {**words, **found, "ref": case.ref}
        return words

    def _own(self, kind: str) -> str:
        if kind == "message":
            found = select(InboxMessage.ref).where(theirs(self.actor)).limit(1)
            return self.session.scalars(found).first() or UNKNOWN
        return self.some(kind) if kind in KINDS else UNKNOWN

    @staticmethod
    def _in_case(kind: str) -> bool:
        return kind in KINDS and kind != "case" and hasattr(KINDS[kind], "case_id")

    def _foreign(
        self, argument: str, names: Mapping[str, str], fitting: Mapping[str, str]
    ) -> Iterator[dict[str, str]]:
        """The same kind, of somebody else or of another case; what belongs to it comes along."""
        kind = names[argument]
        if kind == "case":
            for case in self.foreign[:3]:
                inner = {a: self.of_case(k, case) for a, k in names.items() if self._in_case(k)}
                come = {a: refs[0] for a, refs in inner.items() if refs}
                yield {**fitting, **come, argument: case.ref}
        elif kind == "message":
            other = select(InboxMessage.ref).where(~theirs(self.actor)).limit(2)
            yield from ({argument: ref} for ref in self.session.scalars(other))
        elif kind == "account" and "organisation" in names.values():
            body = select(Organisation.id).where(Organisation.ref == fitting["ref"])
            members = select(Membership.account_id).where(
                Membership.organisation_id.in_(body), Membership.ended_at.is_(None)
            )
            other = select(User.ref).where(User.id.not_in(members)).limit(2)
            yield from ({**fitting, argument: ref} for ref in self.session.scalars(other))
        elif self._in_case(kind) and "ref" in fitting:
            for case in [one for one in (*self.foreign, *self.theirs) if one.ref != fitting["ref"]]:
                if refs := self.of_case(kind, case):
                    yield {**fitting, argument: refs[0]}
                    return


def alike(text: str, *refs: str) -> str:
    """A page without its tokens and without these references, raw or as pages show them."""
    text = re.sub(r'(name="(?:csrf_token|once)"[^>]*value=")[^"]*', r"\1", text)
    text = re.sub(r'(value=")[^"]*("[^>]*name="(?:csrf_token|once)")', r"\1\2", text)
    for ref in refs:
        for shown in (ref, str(escape(unquote(ref)))):
            text = text.replace(shown, "REF") if len(shown) > 2 else text
    return text


def rows(session: Session, *but: str) -> dict[str, list[Any]]:
    """Every row of every table except these."""
    return {
        table.name: [tuple(row) for row in session.execute(table.select())]
        for table in Base.metadata.sorted_tables
        if table.name not in but
    }
