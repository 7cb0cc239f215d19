"""The settings: one typed record, read from the environment over a file in the instance folder."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_FILE = "settings.toml"
_PREFIX = "WIRGRANTS_"


class Mode(StrEnum):
    """What kind of installation this is; a movable clock and invented bodies need demo or test."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class SettingsError(Exception):
    """A setting is unknown or cannot be read; names it and says what is expected."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting. Each is named `WIRGRANTS_<NAME>` in the environment or `<name>` in the file.

    `DATABASE_URL` is read without prefix as well. Empty `database_url` and `storage_url` mean the
    embedded default inside `instance`. `base_url` is the address in mails; with https it makes
    cookies secure, and in production only this machine may go without. `mail_url` empty writes
    mails as files; "smtp://user:password@host:port" sends them. The operator's texts are plain
    paragraphs separated by blank lines. `largest_body` is the largest request in bytes.
    `sign_in_limit` counts attempts from one address, `account_limit` attempts at one account from
    anywhere.
    """

    instance: Path
    mode: Mode = Mode.PRODUCTION
    database_url: str = ""
    storage_url: str = ""
    secret_key: str = ""
    base_url: str = "http://127.0.0.1:8000"
    trusted_proxies: int = 0
    product: str = "WIR-Förderportal"
    authority_name: str = "Bewilligungsbehörde"
    authority_unit: str = ""
    authority_street: str = ""
    authority_city: str = ""
    authority_email: str = ""
    authority_phone: str = ""
    authority_iban: str = ""
    authority_bank: str = ""
    impressum: str = ""
    datenschutz: str = ""
    barrierefreiheit: str = ""
    mail_url: str = ""
    mail_from: str = "foerderportal@example.invalid"
    largest_body: int = 60_000_000
    session_hours: int = 10
    sign_in_limit: str = "20 per minute;200 per hour"
    account_limit: str = "10 per minute;60 per hour"
    polling_seconds: float = 1.0

    @property
    def demo(self) -> bool:
        """A banner is shown, letters carry a mark, demo accounts stand on the sign-in page."""
        return self.mode is Mode.DEMO

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel over TLS alone, and browsers are told to: the address says https."""
        return self.base_url.lower().startswith("https://")

    @property
    def movable(self) -> bool:
        """The clock may be moved and invented authorities are allowed (rulings, The cases)."""
        return self.mode in (Mode.DEMO, Mode.TEST)

    @property
    def database(self) -> str:
        """The address of the database as SQLAlchemy reads it."""
        if not self.database_url:
            return f"sqlite:///{self.instance / 'wirgrants.sqlite'}"
        for plain in ("postgres://", "postgresql://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url

    @property
    def storage(self) -> str:
        """The address of the object store: "file:///folder" or "s3://bucket/prefix"."""
        return self.storage_url or f"file://{(self.instance / 'files').resolve()}"


def read_settings(instance: Path, **given: Any) -> Settings:
    """The settings of this process; `given` (tests, commands) over environment over file.

    Makes the instance folder and, where none is set, a secret key in it that only its owner may
    read. Raises SettingsError.
    """
    instance.mkdir(parents=True, exist_ok=True)
    known = {field.name: field.type for field in fields(Settings) if field.name != "instance"}
    values = _from_file(instance / _FILE, known) | _from_environment(os.environ, known) | given
    values = {name: _typed(name, value) for name, value in values.items()}
    if not values.get("secret_key"):
        values["secret_key"] = _kept_secret(instance / "secret_key")
    found = Settings(instance=instance, **values)
    _refuse_open_passwords(found)
    return found


def mode_of(instance: Path) -> Mode:
    """Which kind of installation a folder holds; makes nothing there. Raises SettingsError."""
    known = {field.name: field.type for field in fields(Settings)}
    values = _from_file(instance / _FILE, known) | _from_environment(os.environ, known)
    found: Mode = _typed("mode", values.get("mode", Mode.PRODUCTION))
    return found


def instance_folder() -> Path:
    """`WIRGRANTS_INSTANCE`, else `instance/` beside the source tree or the working directory."""
    if os.environ.get("WIRGRANTS_INSTANCE"):
        return Path(os.environ["WIRGRANTS_INSTANCE"])
    beside = Path(__file__).parent.parent
    return (beside if (beside / "pyproject.toml").exists() else Path.cwd()) / "instance"


def _refuse_open_passwords(settings: Settings) -> None:
    host = urlsplit(settings.base_url).hostname
    near = host in ("127.0.0.1", "localhost", "::1")
    if settings.mode is Mode.PRODUCTION and not settings.secure_cookies and not near:
        raise SettingsError(
            f"base_url is {settings.base_url!r}: passwords and files would travel readable. "
            "Put a proxy with TLS before the system and name its address, https://…"
        )


def write_setting_file(instance: Path, values: Mapping[str, str | int | bool]) -> None:
    """Keep these settings in the instance file (the demo writes its mode there)."""
    instance.mkdir(parents=True, exist_ok=True)
    lines = [f"{name} = {_toml(value)}" for name, value in values.items()]
    (instance / _FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _toml(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _from_file(path: Path, known: Mapping[str, Any]) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name}: {error}") from error
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise SettingsError(f"{path.name} names unknown settings: {', '.join(unknown)}")
    return values


def _from_environment(environment: Mapping[str, str], known: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: environment[_PREFIX + name.upper()]
        for name in known
        if _PREFIX + name.upper() in environment
    }
    if "database_url" not in values and environment.get("DATABASE_URL"):
        values["database_url"] = environment["DATABASE_URL"]
    return values


def _typed(name: str, value: Any) -> Any:
    wanted = next(field.type for field in fields(Settings) if field.name == name)
    try:
        if wanted is Mode:
            return Mode(value)
        if wanted is bool and isinstance(value, str):
            return {"1": True, "true": True, "0": False, "false": False}[value.lower()]
        if wanted in (int, float, str):
            return wanted(value)
    except (ValueError, KeyError) as error:
        raise SettingsError(f"setting {name}: {value!r} cannot be read") from error
    return value


def _kept_secret(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    secret = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(secret)
    return secret
