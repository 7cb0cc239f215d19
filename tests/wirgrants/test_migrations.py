"""The schema: up, down and up again on both databases, and no drift from the models."""

from sqlalchemy import create_engine, inspect, text

from wirgrants import migrate
from wirgrants.models import Base


def test_a_migrated_database_has_not_drifted_from_the_models(database_url):
    assert migrate.drift(database_url) == []


def test_a_changed_schema_is_reported_as_drift(database_url):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE note ADD COLUMN smuggled INTEGER"))
        connection.execute(text("CREATE TABLE stray (id INTEGER PRIMARY KEY)"))
        connection.execute(text("DROP TRIGGER event_never_deleted" + _on(engine)))
    engine.dispose()

    found = migrate.drift(database_url)

    assert "smuggled" in found[0]
    assert "trigger event_never_deleted is missing" in found


ONCE = "letter_issued_once"


def test_a_check_or_trigger_that_says_something_else_is_reported_as_drift(database_url):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        for statement in _HOLLOW[engine.dialect.name]:
            connection.execute(text(statement))
    engine.dispose()

    assert migrate.drift(database_url) == _HOLLOW_TOLD[engine.dialect.name]


_HOLLOW = {
    "sqlite": (
        "PRAGMA writable_schema = 1",
        """UPDATE sqlite_master SET sql = replace(sql, 'committed + spent <= total', '0 <= total')
        WHERE name = 'budget'""",
        f"DROP TRIGGER {ONCE}",
        f"CREATE TRIGGER {ONCE} BEFORE UPDATE OF issued_at ON letter BEGIN SELECT 1; END",
    ),
    "postgresql": (
        "ALTER TABLE budget DROP CONSTRAINT ck_budget_never_overdrawn",
        "ALTER TABLE budget DROP CONSTRAINT ck_budget_never_below_zero",
        "ALTER TABLE budget ADD CONSTRAINT ck_budget_never_below_zero CHECK (true)",
        f"DROP TRIGGER {ONCE} ON letter",
        f"""CREATE TRIGGER {ONCE} BEFORE UPDATE OF issued_at ON letter FOR EACH ROW
        WHEN (false) EXECUTE FUNCTION wirgrants_refuse_change()""",
        "ALTER TABLE event DISABLE TRIGGER ALL",
    ),
}
_HOLLOW_TOLD = {
    "sqlite": [
        "table budget is not the one that the migrations make",
        f"trigger {ONCE} is not the one that the migrations make",
    ],
    "postgresql": [
        "constraint budget.ck_budget_never_below_zero is not the one that the migrations make",
        "constraint budget.ck_budget_never_overdrawn is missing",
        f"trigger {ONCE} is not the one that the migrations make",
        "triggers of event are switched off",
    ],
}


def test_migrations_run_up_down_and_up_again(bare_database_url):
    migrate.upgrade(bare_database_url)
    first = _tables(bare_database_url)
    migrate.downgrade(bare_database_url)
    emptied = _tables(bare_database_url)
    migrate.upgrade(bare_database_url)

    assert first == set(Base.metadata.tables)
    assert emptied == set()
    assert _tables(bare_database_url) == first
    assert migrate.drift(bare_database_url) == []


def _on(engine):
    return " ON event" if engine.dialect.name == "postgresql" else ""


def _tables(url):
    engine = create_engine(url)
    found = set(inspect(engine).get_table_names()) & set(Base.metadata.tables)
    engine.dispose()
    return found
