"""The operator's own pages: kept here by an administrator, else as the settings say."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Conflict, NotFound
from wirgrants.extensions import settings
from wirgrants.models import OperatorText
from wirgrants.services.access import Actor
from wirgrants.services.house_events import note, only_with
from wirgrants.unit_of_work import unit_of_work
from workflows.states import Role

KEYS = ("impressum", "datenschutz", "barrierefreiheit")


def load_text(session: Session, key: str) -> OperatorText | None:
    """The kept text of a page; None where only the settings speak. Raises NotFound."""
    if key not in KEYS:
        raise NotFound("no such text")
    return session.scalars(select(OperatorText).where(OperatorText.key == key)).one_or_none()


def operator_texts(session: Session) -> dict[str, tuple[str, OperatorText | None]]:
    """The text to show and the kept row of every page; one statement."""
    kept = {row.key: row for row in session.scalars(select(OperatorText))}
    return {key: (_shown(key, kept.get(key)), kept.get(key)) for key in KEYS}


def operator_text(session: Session, key: str) -> str:
    """The text to show on a page: the kept one, else the settings'; paragraphs by blank lines."""
    return _shown(key, load_text(session, key))


def _shown(key: str, kept: OperatorText | None) -> str:
    return kept.text if kept is not None else str(getattr(settings(), key))


def change_text(actor: Actor, key: str, text: str, version: int) -> None:
    """Keep the text of a page; version 0: nothing was kept yet. Raises NotFound or Conflict."""
    only_with(actor, Role.ADMINISTRATOR)
    with unit_of_work() as session:
        row = load_text(session, key)
        if (0 if row is None else row.row_version) != version:
            raise Conflict(f"version {version} was shown")
        before = "" if row is None else row.text
        if row is None:
            row = OperatorText(key=key)
            session.add(row)
        text = text.replace("\r\n", "\n")  # as browsers send line ends
        row.text, row.changed_at, row.changed_by_id = text, clock.now(), actor.id
        note(session, actor, "operator_text_changed", data={"key": key, "before": before})
