"""Text without case and accents, the same in Python and in either database.

SQLite lowers ASCII only, PostgreSQL what its locale knows; "Übergangshilfe" must be found anyway.
"""

import unicodedata
from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

SQL_NAME = "wirgrants_folded"


def folded(text: str) -> str:
    """Lower case without accents, ß as ss, umlauts as plain vowels."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class folded_column(GenericFunction[str]):  # noqa: N801  called like a function of SQL
    """`folded` of a column: on SQLite the function above, registered with each connection."""

    name = SQL_NAME
    type = String()
    inherit_cache = True


@compiles(folded_column, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    """Taken apart first, so that even a database without a locale lowers every Latin letter."""
    column = compiler.process(element.clauses, **options)
    apart = f"normalize(replace(replace({column}, 'ß', 'ss'), 'ẞ', 'ss'), NFKD)"
    return f"lower(regexp_replace({apart}, '[\u0300-\u036f]', '', 'g'))"


def register(connection: Any) -> None:
    """Make the function known to a connection of SQLite."""
    connection.create_function(SQL_NAME, 1, _folded_or_none, deterministic=True)


def _folded_or_none(text: str | None) -> str | None:
    return None if text is None else folded(text)
