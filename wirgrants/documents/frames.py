"""The words that parent and child exchange over a pipe: one JSON header and raw byte strings."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import IO, Any, Final

_LENGTH: Final = struct.Struct(">Q")


def write_frame(stream: IO[bytes], header: dict[str, Any], blobs: Sequence[bytes] = ()) -> None:
    """Send one message and flush.

    Raises:
        OSError: the other side is gone.
    """
    text = json.dumps({"header": header, "blobs": [len(blob) for blob in blobs]}).encode()
    stream.write(_LENGTH.pack(len(text)))
    stream.write(text)
    stream.writelines(blobs)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Receive one message.

    Raises:
        EOFError: the other side closed the pipe, also in the middle of a message.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    message = json.loads(_exactly(stream, length))
    return message["header"], [_exactly(stream, size) for size in message["blobs"]]


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        message = f"{size} bytes were announced, {len(data)} came"
        raise EOFError(message)
    return data
