"""What one test has compiled serves the next: SQL of one dialect, templates, and addresses.

A fresh application begins with nothing compiled, which took a third of the time of its test. What
is compiled depends on the statement and on the dialect, on the template and on the rule of the
address, never on the database behind it.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from wirgrants.extensions import db

_STATEMENTS = 3_000
_compiled: dict[str, tuple[Dialect, LRUCache[Any, Any]]] = {}


class Templates(BytecodeCache):
    """The code of each template by its key, good as long as its source is the same."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket when this source was compiled before."""
        checksum, code = self.held.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self.held[bucket.key] = bucket.checksum, bucket.code


_templates = Templates()


_builders: dict[tuple[Any, ...], Callable[..., tuple[str, str]]] = {}
_compile = Rule._compile_builder


def _compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """The function that builds the addresses of a rule: the same for each rule of this text."""
    assert rule.map is not None
    defaults = tuple(sorted((rule.defaults or {}).items()))
    kinds = tuple(sorted((name, id(kind)) for name, kind in rule.map.converters.items()))
    key = (rule.rule, rule.host, rule.subdomain, rule.merge_slashes, defaults, kinds)
    if (*key, append_unknown) not in _builders:
        _builders[*key, append_unknown] = _compile(rule, append_unknown)
    return _builders[*key, append_unknown]


# Two functions of generated code for each of a hundred addresses, for thousands of applications.
Rule._compile_builder = _compile_once  # type: ignore[method-assign,assignment]


def warm(app: Flask) -> None:
    """Let this application use what the ones before it have compiled."""
    app.jinja_env.bytecode_cache = _templates
    with app.app_context():
        engine = db.engine
    name = engine.dialect.name
    if name not in _compiled:
        engine.connect().close()  # the dialect learns what kind of server this is
        _compiled[name] = engine.dialect, LRUCache(_STATEMENTS)
    engine.dialect, statements = _compiled[name]
    engine.update_execution_options(compiled_cache=statements)
