"""Mail by SMTP: encrypted before a password is told, and the same mail at every attempt."""

import base64
import socketserver
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from wirgrants.mail import Mail, MailFailed, deliver

MAIL = Mail(
    key="one", to=["a@example.org"], subject="Bescheid", text="Er liegt bereit.",
    sender="portal@example.org", at=datetime(2026, 11, 23, 10, tzinfo=UTC),
)  # fmt: skip


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A key and certificate for localhost in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


class Conversation(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a client needs; the server keeps what was said, and how."""

    encrypted = False

    def handle(self):
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            self.server.said.append((self.encrypted, line))
            verb = line.split()[0].upper()
            getattr(self, f"on_{verb.lower()}", lambda: self.say("250 fine"))()
            if verb == "QUIT":
                return

    def finish(self):
        super().finish()
        self.request.close()  # the server knows the plain one only

    def say(self, *lines):
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def on_ehlo(self):
        offers = self.server.offers_tls and not self.encrypted
        self.say("250-localhost", *(["250-STARTTLS"] if offers else []), "250 AUTH PLAIN")

    def on_starttls(self):
        self.say("220 go on")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.certificate)
        self.request = context.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
        self.encrypted = True

    def on_auth(self):
        self.say("235 welcome")

    def on_data(self):
        self.say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.mails.append(b"".join(lines).decode())
        self.say("250 taken")

    def on_quit(self):
        self.say("221 bye")


@pytest.fixture
def server(certificate, monkeypatch):
    """A server on a free port; its certificate is trusted here."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as running:
        running.said, running.mails = [], []
        running.certificate, running.offers_tls = certificate, True
        threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        yield running
        running.shutdown()


def address(server, user="portal:geheim@"):
    return f"smtp://{user}localhost:{server.server_address[1]}"


def said(server, verb):
    return [(safe, line) for safe, line in server.said if line.upper().startswith(verb)]


def test_the_password_is_told_only_after_the_line_is_encrypted(server, tmp_path):
    deliver(MAIL, address(server), tmp_path)

    secret = base64.b64encode(b"\0portal\0geheim").decode()
    assert said(server, "AUTH") == [(True, f"AUTH PLAIN {secret}")]
    assert {safe for safe, _ in said(server, "MAIL")} == {True}
    assert "Subject: Bescheid" in server.mails[0]


def test_a_server_without_encryption_gets_no_password(server, tmp_path):
    server.offers_tls = False

    with pytest.raises(MailFailed, match="offers no STARTTLS"):
        deliver(MAIL, address(server), tmp_path)

    assert (said(server, "AUTH"), server.mails) == ([], [])


def test_a_server_that_wants_no_password_may_do_without_encryption(server, tmp_path):
    server.offers_tls = False
    deliver(MAIL, address(server, user=""), tmp_path)
    assert len(server.mails) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(server, tmp_path, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(MailFailed, match=r"(?i)certificate"):
        deliver(MAIL, address(server), tmp_path)

    assert (said(server, "AUTH"), server.mails) == ([], [])


def test_every_attempt_of_a_mail_is_the_same_and_no_other_is(server, tmp_path):
    for mail in (MAIL, MAIL, Mail(**{**vars(MAIL), "key": "two"})):
        deliver(mail, address(server), tmp_path)

    names = [
        next(line for line in mail.splitlines() if line.startswith("Message-ID:"))
        for mail in server.mails
    ]
    assert names[0] == names[1] != names[2]
