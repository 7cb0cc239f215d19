"""The same data comes about on PostgreSQL."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from wirgrants import create_app
from wirgrants.demo.build import build
from wirgrants.extensions import db
from wirgrants.models import FundingCase
from wirgrants.services import doctor


@pytest.mark.slow
@pytest.mark.postgres
def test_the_demo_is_sound_on_postgresql(postgresql_url: str, tmp_path: Path) -> None:
    app = create_app(tmp_path, mode="test", database_url=postgresql_url)
    told: list[str] = []
    with app.app_context():
        try:
            build(told.append)
            assert told[-1].endswith("the clock stands at 2026-11-23")
            assert (db.session.scalar(select(func.count(FundingCase.id))) or 0) >= 60
            assert [str(one) for one in doctor.examine(db.session())] == []
        finally:
            db.session.remove()
            db.engine.dispose()
