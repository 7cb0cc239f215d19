"""Whether this process and its database answer; for whatever watches the system."""

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from wirgrants.unit_of_work import read_only
from wirgrants.web.guards import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/gesund")
@public
def health() -> tuple[Response, int]:
    """200 while the database answers, 503 when it does not; nothing about any case."""
    try:
        with read_only() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="database"), 503
    return jsonify(status="ok"), 200
