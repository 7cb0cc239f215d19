"""The tests' own ground holds: databases are fresh, nothing leaves the machine."""

import socket
import urllib.request

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.support.network import OutsideRefused


@pytest.mark.parametrize("attempt", ["first", "second"])
def test_a_bare_database_starts_without_tables_every_time(
    bare_database_url, database_kind, attempt
):
    engine = create_engine(bare_database_url)
    assert engine.dialect.name == database_kind
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == []
        connection.execute(text("create table left_over (attempt text)"))
        connection.execute(text("insert into left_over values (:attempt)"), {"attempt": attempt})
        assert connection.execute(text("select attempt from left_over")).scalars().all() == [
            attempt
        ]
    engine.dispose()


def test_a_connection_to_another_machine_is_refused():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as outgoing:
        with pytest.raises(OutsideRefused, match=r"192.0.2.1"):
            outgoing.connect(("192.0.2.1", 80))
        with pytest.raises(OutsideRefused, match=r"192.0.2.1"):
            outgoing.connect_ex(("192.0.2.1", 80))


def test_a_datagram_to_another_machine_is_refused():
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outgoing,
        pytest.raises(OutsideRefused, match=r"192.0.2.1"),
    ):
        outgoing.sendto(b"hello", ("192.0.2.1", 53))


def test_a_name_elsewhere_is_not_even_looked_up():
    with pytest.raises(OutsideRefused, match=r"example.invalid"):
        urllib.request.urlopen("http://example.invalid/")


def test_this_machine_can_be_reached():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        arrived, _ = server.accept()
        with arrived:
            client.sendall(b"hello")
            assert arrived.recv(5) == b"hello"
