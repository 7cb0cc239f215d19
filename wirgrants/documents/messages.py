"""German sentences about documents that a person may get to read, kept in one place."""

from __future__ import annotations

from typing import Final

MAX_UPLOAD_BYTES: Final = 25 * 1024 * 1024
"""Largest upload in bytes (25 MB)."""

MAX_UPLOAD_SHOWN: Final = "25 MB"
"""The same as people read it; as the file managers of their machines count."""

MAX_UPLOAD_PAGES: Final = 500
"""Most pages of one uploaded PDF."""

MAX_IMAGE_PIXELS: Final = 60_000_000
"""Most pixels of one uploaded image: an A4 sheet at 600 dpi has 35 million."""

REFUSALS: Final[dict[str, str]] = {
    "empty": "Die Datei ist leer. Bitte prüfen Sie, ob sie vollständig gespeichert wurde, und "
    "laden Sie sie noch einmal hoch.",
    "too_large": "Die Datei ist größer als 25 MB. Bitte scannen Sie mit geringerer Auflösung (300 "
    "dpi genügen) oder teilen Sie die Unterlage in mehrere Dateien.",
    "wrong_kind": "Angenommen werden nur PDF, JPEG und PNG. Der Inhalt dieser Datei ist keines "
    "davon, gleich wie sie heißt. Bitte speichern Sie die Unterlage als PDF und laden Sie diese "
    "hoch.",
    "broken": "Die Datei ist beschädigt oder unvollständig und lässt sich nicht lesen. Bitte "
    "öffnen Sie sie bei sich, speichern oder drucken Sie sie neu als PDF und laden Sie diese hoch.",
    "password": "Das PDF lässt sich nur mit einem Kennwort öffnen. Bitte entfernen Sie das "
    "Kennwort (zum Beispiel mit „Drucken als PDF“) und laden Sie die Datei noch einmal hoch.",
    "too_many_pages": "Das PDF hat mehr als 500 Seiten. Bitte teilen Sie es in mehrere Dateien.",
    "no_pages": "Das PDF enthält keine Seite. Bitte prüfen Sie die Datei und laden Sie die "
    "richtige hoch.",
    "too_complex": "Die Datei ist so aufgebaut, dass ihre Prüfung abgebrochen werden musste. Bitte "
    "drucken Sie die Unterlage neu als PDF oder scannen Sie sie ein.",
    "image_too_large": "Das Bild hat mehr als 60 Millionen Bildpunkte. Bitte scannen Sie mit "
    "geringerer Auflösung; 300 dpi genügen.",
}

RENDERING_FAILED: Final = (
    "Das Dokument konnte nicht erzeugt werden. Es wurde nichts gespeichert. Bitte versuchen Sie es "
    "noch einmal; bleibt der Fehler, wenden Sie sich an die Systembetreuung."
)
WORKER_DIED: Final = (
    "Die Verarbeitung des Dokuments hat zu lange gedauert oder zu viel Speicher gebraucht und "
    "wurde abgebrochen. Es wurde nichts gespeichert."
)
NOT_CANONICAL: Final = "Der Inhalt des Dokuments enthält Zeichen, die sich nicht speichern lassen."
UNREADABLE_PAPER: Final = "Datei nicht lesbar"
LOST_PAPER: Final = "Datei nicht vorhanden"
LEFT_OUT: Final = "zu umfangreich für die Fallakte, liegt einzeln in der Akte"
