"""Uploads as they arrive, and requests that are too large: texts are kept, files are thrown away.

A form with a file that is too large would otherwise take what was typed into its other fields with
it. So the texts of such a request are read on, its files are not, and the page that takes the form
refuses them in its own words, everything typed still in its fields.
"""

import io
from typing import IO, Any

from flask import Flask, Request, Response, current_app, request
from werkzeug.datastructures import FileStorage

from wirgrants.documents.messages import MAX_UPLOAD_BYTES, MAX_UPLOAD_SHOWN
from wirgrants.errors import Refused
from wirgrants.services.papers import Upload
from wirgrants.web.guards import known_actor
from wirgrants.web.presentation import file_size

READ_ON = 5
"""So many times the largest request is read through for its texts; what is larger is cut off."""


class Discarded(io.BytesIO):
    """In place of a file that came with too large a request: keeps nothing of it."""

    def write(self, data: Any, /) -> int:
        """Takes every byte and keeps none."""
        return len(data)


class HouseRequest(Request):
    """A request that can be read for its texts alone."""

    texts_only = False

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.texts_only:
            return Discarded()
        return super()._get_file_stream(
            total_content_length, content_type, filename, content_length
        )


def register_limits(app: Flask) -> None:
    """Ask for the size of every request before anything reads it (the check of its token does)."""
    app.request_class = HouseRequest
    app.before_request(_read_texts_of_a_large_form)
    app.after_request(_say_too_large)
    app.jinja_env.globals.update(
        largest_file=MAX_UPLOAD_BYTES,
        largest_file_shown=MAX_UPLOAD_SHOWN,
        lost_files=lost_files,
        largest_request=lambda: current_app.config["MAX_CONTENT_LENGTH"],
    )


def lost_files(form: Any) -> dict[str, tuple[str, str]]:
    """Label and file names of each field whose file came with a form that is shown again, by id.

    A browser sends no file a second time. A field with an error of its own says why already.
    """
    found: dict[str, tuple[str, str]] = {}
    for field in form:
        inner = getattr(field, "form", None) or getattr(field, "entries", None)
        if inner:
            found |= lost_files(inner)
        elif getattr(field.widget, "input_type", "") == "file" and not field.errors:
            names = [one.filename for one in request.files.getlist(field.name) if one.filename]
            if names:
                found[field.id] = (str(field.label.text), ", ".join(names))
    return found


def _read_texts_of_a_large_form() -> None:
    """Only for people who are signed in: nobody else has a form with a file."""
    largest = current_app.config["MAX_CONTENT_LENGTH"]
    length = request.content_length or 0
    if request.mimetype != "multipart/form-data" or not largest < length <= READ_ON * largest:
        return
    if isinstance(request, HouseRequest) and known_actor() is not None:
        request.texts_only = True
        request.max_content_length = READ_ON * largest


def _say_too_large(answer: Response) -> Response:
    if getattr(request, "texts_only", False) and answer.status_code == 422:
        answer.status_code = 413
    return answer


def upload_of(sent: FileStorage) -> Upload:
    """The bytes and the name of a file that was sent.

    Raises Refused when the request was too large to keep its files: inside of whatever shows the
    form again.
    """
    name = sent.filename or ""
    if isinstance(sent.stream, Discarded):
        largest = file_size(current_app.config["MAX_CONTENT_LENGTH"])
        raise Refused(
            "the request is too large",
            message=f"Die Datei wurde nicht übernommen: Auf einmal werden höchstens {largest} "
            f"angenommen, je Datei höchstens {MAX_UPLOAD_SHOWN}. Ihre übrigen Eingaben sind noch "
            "da. Bitte wählen Sie eine kleinere Datei, oder teilen Sie die Unterlage auf.",
        )
    return Upload(data=sent.read(), name=name)


def sent_upload(field: Any) -> Upload | None:
    """The file that a form's field was sent with; None without one. Raises like `upload_of`."""
    sent = field.data
    return upload_of(sent) if isinstance(sent, FileStorage) and sent.filename else None
