"""The user guides per role; open to everybody."""

from flask import Blueprint, abort, render_template, url_for

from wirgrants.web.frame import add_footer, add_navigation
from wirgrants.web.guards import public
from wirgrants.web.guides import all_guides, find_guide

blueprint = Blueprint("help", __name__, url_prefix="/hilfe")

add_navigation("help.index", "Hilfe", 95, signed_in=False)
add_footer("help.index", "Hilfe", 10)


@blueprint.get("/")
@public
def index() -> str:
    """All guides in the order of a case."""
    return render_template(
        "pages/help_index.html", guides=all_guides(), lifecycles=url_for("diagram.index")
    )


@blueprint.get("/<slug>")
@public
def show(slug: str) -> str:
    """One guide."""
    guide = find_guide(slug)
    if guide is None:
        abort(404)
    return render_template("pages/help.html", guide=guide, guides=all_guides())
