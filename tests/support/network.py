"""No test talks to the outside: connections leave only to this machine."""

import ipaddress
import socket
from typing import Any

import pytest


class OutsideRefused(RuntimeError):
    """A test tried to reach another machine.

    Not an OSError, so that nothing takes it for a network that is down.
    """


def refuse_outside(patch: pytest.MonkeyPatch) -> None:
    """Let sockets connect and send to loopback and unix sockets only, and resolve no other name."""
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    patch.setattr(socket.socket, "sendto", _guarded_sendto(socket.socket.sendto))
    patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))


def _check(family: int, address: Any) -> None:
    if family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
        raise OutsideRefused(f"a test may not connect to {address[0]}")


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _guarded(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        _check(self.family, address)
        return original(self, address)

    return connect


def _guarded_sendto(original: Any) -> Any:
    def sendto(self: socket.socket, *arguments: Any) -> Any:
        _check(self.family, arguments[-1])
        return original(self, *arguments)

    return sendto


def _guarded_lookup(original: Any) -> Any:
    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        if not _is_here(host):
            raise OutsideRefused(f"a test may not look up {host}")
        return original(host, *arguments, **options)

    return getaddrinfo
