"""Joins everything into one application."""

import importlib
import pkgutil
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask
from flask_babel import Babel
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from wirgrants import web
from wirgrants.counting import DatabaseCounts
from wirgrants.errors import register_errors
from wirgrants.extensions import csrf, db, engine_options, limiter, prepare_engine
from wirgrants.settings import Mode, Settings, instance_folder, read_settings
from wirgrants.web.attempts import register_attempts
from wirgrants.web.frame import register_frame
from wirgrants.web.guards import register_guards
from wirgrants.web.headers import register_headers
from wirgrants.web.once import register_once
from wirgrants.web.presentation import FILTERS
from wirgrants.web.signing_in import register_sign_in
from wirgrants.web.uploading import register_limits

ROOT = Path(__file__).parent


def build_app(instance: Path | None = None, **given: Any) -> Flask:
    """The application with these settings over those of the environment and the instance file."""
    settings = read_settings(instance or instance_folder(), **given)
    app = Flask("wirgrants", root_path=str(ROOT), instance_path=str(settings.instance.resolve()))
    app.extensions["wirgrants.settings"] = settings
    app.config.update(_flask_options(settings))
    _open_database(app, settings)
    register_limits(app)
    csrf.init_app(app)
    limiter.init_app(app)
    Babel(app, default_locale="de", default_timezone="Europe/Berlin")
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    register_errors(app)
    register_guards(app)
    register_attempts(app)
    register_once(app)
    register_headers(app, settings)
    register_sign_in(app, settings)
    _register_pages(app)
    _wrap(app, settings)
    return app


def _flask_options(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.mode is Mode.TEST,
        "MAX_CONTENT_LENGTH": settings.largest_body,
        "MAX_FORM_MEMORY_SIZE": 4_000_000,
        "MAX_FORM_PARTS": 5_000,
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database),
        "RATELIMIT_STORAGE_URI": DatabaseCounts.ADDRESS,
        "TEMPLATES_AUTO_RELOAD": False,
        "RATELIMIT_HEADERS_ENABLED": False,
    }


def _open_database(app: Flask, settings: Settings) -> None:
    if settings.database.startswith("sqlite:///"):
        Path(settings.database.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def _register_pages(app: Flask) -> None:
    """Filters, frame and every `blueprint` that stands in a module of `wirgrants.web`."""
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    register_frame(app)
    names = [found.name for found in pkgutil.walk_packages(web.__path__, "wirgrants.web.")]
    # All modules first: several may add routes to one blueprint.
    modules = [importlib.import_module(name) for name in names]
    for module in modules:
        blueprint = getattr(module, "blueprint", None)
        if isinstance(blueprint, Blueprint) and blueprint.name not in app.blueprints:
            app.register_blueprint(blueprint)


def _wrap(app: Flask, settings: Settings) -> None:
    """Static files before Flask, and the addresses that trusted proxies report."""
    served = WhiteNoise(
        app.wsgi_app,
        root=str(ROOT / "static"),
        prefix="/static/",
        max_age=3600,
        autorefresh=False,
    )
    app.wsgi_app = served  # type: ignore[method-assign]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
