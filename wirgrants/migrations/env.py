"""Runs migrations on the connection that `wirgrants.migrate` or Flask-Migrate hands in."""

from alembic import context
from flask import has_app_context

from wirgrants.migrate import ours
from wirgrants.models import Base


def run(connection):
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        include_object=ours,
        user_module_prefix="base.",
    )
    with context.begin_transaction():
        context.run_migrations()


connection = context.config.attributes.get("connection")
if connection is not None:
    run(connection)
elif has_app_context():
    from wirgrants.extensions import WRITING, db

    with db.engine.connect().execution_options(**{WRITING: True}) as own:
        run(own)
        own.commit()
else:
    raise SystemExit("call this through wirgrants init-db or flask db")
