"""The blueprint of the office's pages; its modules add their routes."""

from flask import Blueprint

blueprint = Blueprint("officer", __name__, url_prefix="/bearbeitung")
