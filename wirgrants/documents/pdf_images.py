"""In the child process: an uploaded image as a PDF image object."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from PIL import Image
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from wirgrants.documents.messages import MAX_IMAGE_PIXELS

_ORIENTATION: Final = 0x0112
_JPEG_COLOURS: Final = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}

# From the unit square in which an image lies to the unit square as it is to be seen, by EXIF value.
_TURNS: Final[dict[int, tuple[float, ...]]] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
_SIDEWAYS: Final = frozenset({5, 6, 7, 8})


def image_object(
    data: bytes, media_type: str
) -> tuple[StreamObject, tuple[int, int], tuple[float, ...]]:
    """The image object, its size as seen in pixels, and the matrix that turns it upright.

    Raises:
        OSError: the image is broken.
    """
    Image.MAX_IMAGE_PIXELS = MAX_IMAGE_PIXELS
    kind = "JPEG" if media_type == "image/jpeg" else "PNG"
    with Image.open(BytesIO(data), formats=[kind]) as image:
        orientation = int(image.getexif().get(_ORIENTATION, 1))
        orientation = orientation if orientation in _TURNS else 1
        if kind == "JPEG" and image.mode in _JPEG_COLOURS:
            stream = _jpeg(data, image)
        else:
            stream = _pixels(image)
        width, height = image.size
    seen = (height, width) if orientation in _SIDEWAYS else (width, height)
    return stream, seen, _TURNS[orientation]


def _jpeg(data: bytes, image: Image.Image) -> StreamObject:
    stream = EncodedStreamObject()
    stream._data = data  # noqa: SLF001  the file's own bytes, not compressed again
    stream[NameObject("/Filter")] = NameObject("/DCTDecode")
    if image.mode == "CMYK":  # photo programs store ink inverted
        stream[NameObject("/Decode")] = ArrayObject(NumberObject(value) for value in (1, 0) * 4)
    return _described(stream, image.size, _JPEG_COLOURS[image.mode])


def _pixels(image: Image.Image) -> StreamObject:
    if image.mode in {"1", "L", "I;16", "I"}:
        plain, colours = image.convert("L"), "/DeviceGray"
    else:
        plain, colours = _on_white(image), "/DeviceRGB"
    decoded = DecodedStreamObject()
    decoded.set_data(plain.tobytes())
    return _described(decoded.flate_encode(), plain.size, colours)


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    white = Image.new("RGB", layer.size, "white")
    white.paste(layer, mask=layer.getchannel("A"))
    return white


def _described(stream: StreamObject, size: tuple[int, int], colours: str) -> StreamObject:
    stream[NameObject("/Type")] = NameObject("/XObject")
    stream[NameObject("/Subtype")] = NameObject("/Image")
    stream[NameObject("/Width")] = NumberObject(size[0])
    stream[NameObject("/Height")] = NumberObject(size[1])
    stream[NameObject("/ColorSpace")] = NameObject(colours)
    stream[NameObject("/BitsPerComponent")] = NumberObject(8)
    return stream
