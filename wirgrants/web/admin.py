"""The administrator's start page, what needs a look, and the log of the administration."""

from flask import Blueprint, render_template, request
from sqlalchemy import func, select

from wirgrants import clock
from wirgrants.models import Organisation, User
from wirgrants.services.annexes import KINDS, list_annexes, present_annexes
from wirgrants.services.failed_jobs import failed_jobs
from wirgrants.services.house_events import ADMINISTRATION, house_lines
from wirgrants.services.operator_texts import operator_texts
from wirgrants.services.parameter_entries import present_parameters
from wirgrants.unit_of_work import read_only
from wirgrants.web.frame import add_navigation
from wirgrants.web.guards import Permission, permit
from wirgrants.web.programme_log import entries, older

blueprint = Blueprint("admin", __name__, url_prefix="/verwaltung")
add_navigation("admin.overview", "Administration", 20)
add_navigation("organisation.index", "Organisationen", 21)
add_navigation("user.index", "Konten", 22)
add_navigation("parameter.index", "Werte", 23)


@blueprint.get("/")
@permit(Permission.SYSTEM_VIEW)
def overview() -> str:
    """Where to go, and what needs a look: doubtful values, missing annexes, failed jobs."""
    with read_only() as session:
        day = clock.today()
        annexes = present_annexes(list_annexes(session), day)
        doubtful = [one for one in present_parameters(session, day) if one.doubts]
        counts = session.execute(
            select(
                select(func.count(Organisation.id)).scalar_subquery(),
                select(func.count(User.id)).where(User.active).scalar_subquery(),
            )
        ).one()
        return render_template(
            "admin/overview.html",
            organisations=counts[0],
            accounts=counts[1],
            doubtful=[one for one in doubtful if not one.court],
            courts=[one for one in doubtful if one.court],
            missing=[kind for kind in KINDS if kind not in annexes],
            failed=len(failed_jobs()),
            empty=[key for key, (text, _) in operator_texts(session).items() if not text],
            events=entries(house_lines(session, ADMINISTRATION, limit=6)),
        )


@blueprint.get("/protokoll")
@permit(Permission.SYSTEM_VIEW)
def log() -> str:
    """What was done about organisations, accounts and values, newest first."""
    with read_only() as session:
        lines = house_lines(session, ADMINISTRATION, before=request.args.get("vor", type=int))
        return render_template(
            "programme/log.html",
            title="Protokoll der Administration",
            events=entries(lines),
            older=older(lines),
            endpoint="admin.log",
            back=("Administration", "admin.overview"),
        )
