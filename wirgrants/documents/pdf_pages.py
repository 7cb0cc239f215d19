"""In the child process: pages made passive, stamped with their sheet number, or made of images."""

from __future__ import annotations

from typing import Any, Final, cast

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    PdfObject,
    RectangleObject,
    StreamObject,
)

_PAGE_KEYS: Final = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_ANNOTATION_KEYS: Final = ("/Type", "/Subtype", "/Rect", "/F", "/AP", "/AS", "/C", "/BS", "/Border")
_SHOWN_ANNOTATIONS: Final = frozenset(
    [
        "/Widget",
        "/Stamp",
        "/FreeText",
        "/Text",
        "/Highlight",
        "/Underline",
        "/StrikeOut",
        "/Ink",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/Caret",
    ]
)
_MAX_ROTATION: Final = 360
# Points that a sheet of others grows by, so that its number covers nothing.
_STRIP: Final = 20.0


def passive_page(page: PageObject) -> PageObject:
    """A page that looks like ``page`` and does nothing.

    Only what paints is taken over, by name: boxes, resources, content and the appearance of
    annotations (what was typed into a form, stamps, remarks). Scripts, actions, links, files and
    media are not removed one by one but never copied. The content becomes one closed form, so that
    what is painted later cannot be moved by an unbalanced state of the page.
    """
    passive = PageObject(page.pdf)
    passive[NameObject("/Type")] = NameObject("/Page")
    for key in _PAGE_KEYS:
        if key in page:
            passive[NameObject(key)] = page[key]
    if not isinstance(passive.get("/MediaBox"), ArrayObject):
        passive[NameObject("/MediaBox")] = RectangleObject((0, 0, 595.28, 841.89))
    _wrap_content(page, passive)
    shown = _shown_annotations(page)
    if shown:
        passive[NameObject("/Annots")] = ArrayObject(shown)
    return passive


def _wrap_content(page: PageObject, passive: PageObject) -> None:
    resources = page.get("/Resources", DictionaryObject()).get_object()
    form = _content_form(page)
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = RectangleObject(tuple(page.mediabox))
    form[NameObject("/Resources")] = resources
    if "/Group" in page:
        form[NameObject("/Group")] = page["/Group"]
    forms = DictionaryObject({NameObject("/Seite"): form})
    passive[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
    passive[NameObject("/Contents")] = _stream(b"q /Seite Do Q\n")


def _content_form(page: PageObject) -> StreamObject:
    """The page's content as one stream; a single stream keeps its compressed bytes."""
    contents = page["/Contents"].get_object() if "/Contents" in page else None
    if isinstance(contents, ArrayObject) and len(contents) == 1:
        contents = contents[0].get_object()
    if isinstance(contents, EncodedStreamObject) and not isinstance(contents, ContentStream):
        form = EncodedStreamObject()
        form._data = contents._data  # noqa: SLF001  the one way to take the bytes as they are
        for key in ("/Filter", "/DecodeParms"):
            if key in contents:
                form[NameObject(key)] = contents[key]
        return form
    if isinstance(contents, ArrayObject):
        parts = [part.get_object() for part in contents]
        joined = b"\n".join(part.get_data() for part in parts if isinstance(part, StreamObject))
        return _stream(joined).flate_encode()
    data = contents.get_data() if isinstance(contents, StreamObject) else b""
    return _stream(data).flate_encode()


def _shown_annotations(page: PageObject) -> list[PdfObject]:
    annotations = page.get("/Annots", ArrayObject()).get_object()
    shown: list[PdfObject] = []
    for entry in annotations if isinstance(annotations, ArrayObject) else ():
        annotation = entry.get_object()
        if (
            isinstance(annotation, DictionaryObject)
            and annotation.get("/Subtype") in _SHOWN_ANNOTATIONS
            and "/AP" in annotation
        ):
            kept = {
                NameObject(key): annotation[key] for key in _ANNOTATION_KEYS if key in annotation
            }
            # Locked and read-only: it is a picture of what was there.
            kept[NameObject("/F")] = NumberObject(int(cast(Any, annotation.get("/F", 4))) | 0xC0)
            shown.append(DictionaryObject(kept))
    return shown


def stamp(
    writer: PdfWriter,
    page: PageObject,
    text: str,
    font: PdfObject,
    width: float,
    *,
    above: bool,
) -> None:
    """Print ``text`` at the top right of ``page`` as it is seen: after rotation, within its crop
    box.

    ``width`` is the width of the text in points at the size it is set in. ``above``: on a strip
    that is added to the sheet, for papers of others may be written on up to their edge.
    """
    unit = float(cast(Any, page.get("/UserUnit", 1))) or 1.0
    height, margin = 11.0 / unit, 14.0 / unit
    if above:
        _add_strip(page, _STRIP / unit)
    matrix, seen_width, seen_height = _seen(page)
    size = 7.5 / unit
    box = (width + 8.0) / unit
    left = max(seen_width - margin - box, 0.0)
    bottom = max(seen_height - margin - height + 3.0 / unit, 0.0)
    white = (left, bottom, box, height)
    if above:
        bottom = seen_height - (_STRIP + height * unit) / 2 / unit
        white = (0.0, seen_height - _STRIP / unit, seen_width, _STRIP / unit)
    content = (
        f"\nq {_numbers(matrix)} cm 1 1 1 rg {_numbers(white)} re f "
        f"0.09 0.1 0.17 rg BT /WirBlatt {size:.4f} Tf "
        f"{_numbers((left + 4.0 / unit, bottom + 3.2 / unit))} Td ({_escaped(text)}) Tj ET Q\n"
    ).encode("latin-1")
    resources = cast(DictionaryObject, page["/Resources"].get_object())
    resources[NameObject("/Font")] = DictionaryObject({NameObject("/WirBlatt"): font})
    before = page["/Contents"].get_object()
    assert isinstance(before, StreamObject)
    whole = _stream(before.get_data() + content)
    page[NameObject("/Contents")] = writer._add_object(whole)  # noqa: SLF001  no public way


def _add_strip(page: PageObject, height: float) -> None:
    """Make the sheet higher at the edge that is seen at the top; all that was seen stays seen."""
    x0, y0, x1, y1 = _visible(page)
    match int(page.rotation) % _MAX_ROTATION:
        case 90:
            x0 -= height
        case 180:
            y0 -= height
        case 270:
            x1 += height
        case _:
            y1 += height
    box = page.mediabox
    left, bottom = min(x0, float(box.left)), min(y0, float(box.bottom))
    right, top = max(x1, float(box.right)), max(y1, float(box.top))
    page[NameObject("/MediaBox")] = RectangleObject((left, bottom, right, top))
    page[NameObject("/CropBox")] = RectangleObject((x0, y0, x1, y1))


def _visible(page: PageObject) -> tuple[float, float, float, float]:
    """What readers show of a page, in its own space: the crop box within the sheet."""
    box, crop = page.mediabox, page.cropbox
    x0, x1 = max(float(box.left), float(crop.left)), min(float(box.right), float(crop.right))
    y0, y1 = max(float(box.bottom), float(crop.bottom)), min(float(box.top), float(crop.top))
    if x1 <= x0 or y1 <= y0:  # a crop box beside the sheet: readers then show the sheet
        x0, y0, x1, y1 = (float(side) for side in (box.left, box.bottom, box.right, box.top))
    return x0, y0, x1, y1


def _seen(page: PageObject) -> tuple[tuple[float, ...], float, float]:
    """The matrix from what is seen (origin lower left) to the page's space; its size as seen."""
    x0, y0, x1, y1 = _visible(page)
    width, height = x1 - x0, y1 - y0
    match int(page.rotation) % _MAX_ROTATION:
        case 90:
            return (0, 1, -1, 0, x1, y0), height, width
        case 180:
            return (-1, 0, 0, -1, x1, y1), width, height
        case 270:
            return (0, -1, 1, 0, x0, y1), height, width
        case _:
            return (1, 0, 0, 1, x0, y0), width, height


def image_page(data: bytes, media_type: str) -> PageObject:
    """An A4 page that shows the image upright, as large as margins allow; JPEG data stay as they
    are.
    """
    from wirgrants.documents.pdf_images import image_object

    image, (width, height), turn = image_object(data, media_type)
    page = PageObject()
    page[NameObject("/Type")] = NameObject("/Page")
    landscape = width > height
    sheet = (841.89, 595.28) if landscape else (595.28, 841.89)
    page[NameObject("/MediaBox")] = RectangleObject((0, 0, *sheet))
    scale = min((sheet[0] - 56) / width, (sheet[1] - 70) / height)
    shown = (width * scale, height * scale)
    corner = ((sheet[0] - shown[0]) / 2, (sheet[1] - shown[1]) / 2 - 7)
    placed = (shown[0], 0.0, 0.0, shown[1], *corner)
    content = f"q {_numbers(placed)} cm {_numbers(turn)} cm /Bild Do Q\n".encode("ascii")
    images = DictionaryObject({NameObject("/Bild"): image})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    page[NameObject("/Contents")] = _stream(content)
    return page


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.4f}" for value in values)


def _escaped(text: str) -> str:
    plain = text.encode("latin-1", "replace").decode("latin-1")
    return plain.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _stream(data: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream
