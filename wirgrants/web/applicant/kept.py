"""Papers that were taken though another one beside them was refused: they wait in their form.

The form carries a sealed mark of them, good for one person and one request. Nothing of a case knows
them before the answer comes; so nobody has to choose again what was fine.
"""

from collections.abc import Sequence
from dataclasses import asdict

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from wirgrants.documents.uploads import CheckedUpload
from wirgrants.errors import Refused
from wirgrants.services.papers import Taken
from wirgrants.web.actions import StepView

Kept = Sequence[tuple[str, Taken]]


def sealed(view: StepView, kept: Kept) -> str:
    """The mark of these papers; "" for none."""
    if not kept:
        return ""
    return _sealer(view).dumps([[kind, asdict(one.upload)] for kind, one in kept])


def unsealed(view: StepView, mark: str) -> Kept:
    """The papers of a mark.

    Raises Refused for one that is not of this person and request, or not of ours: what the page
    promised to bring along must not be missing in silence.
    """
    if not mark:
        return ()
    try:
        told = _sealer(view).loads(mark)
    except BadSignature as error:
        raise Refused(
            "a foreign mark",
            message="Die schon angenommenen Dateien sind nicht mehr zuzuordnen. Bitte öffnen Sie "
            "die Seite neu und wählen Sie alle Dateien noch einmal aus.",
        ) from error
    uploads = [(kind, CheckedUpload(**upload)) for kind, upload in told]
    return tuple((kind, Taken(upload=one, sha256=one.digest)) for kind, one in uploads)


def names(kept: Kept) -> list[str]:
    """The names of the files, as the page lists them."""
    return [one.upload.name for _, one in kept]


def _sealer(view: StepView) -> URLSafeSerializer:
    salt = f"wirgrants.kept {view.actor.ref} {view.subject_ref}"
    return URLSafeSerializer(str(current_app.secret_key), salt=salt)
