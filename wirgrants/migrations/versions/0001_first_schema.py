"""First schema."""

import sqlalchemy as sa
from alembic import op

from wirgrants.models import base
from wirgrants.triggers import create_triggers, drop_triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("password_is_temporary", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("created_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_account_fs_uniquifier")),
        sa.UniqueConstraint("ref", name=op.f("uq_account_ref")),
    )
    op.create_table(
        "authority",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("identity", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
        sa.UniqueConstraint("identity", name=op.f("uq_authority_identity")),
        sa.UniqueConstraint("ref", name=op.f("uq_authority_ref")),
    )
    op.create_table(
        "budget",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("line", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "budget",
                "commitment",
                name="known_budget_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("total", base.Cents(), nullable=False),
        sa.Column("reserved", base.Cents(), nullable=False),
        sa.Column("committed", base.Cents(), nullable=False),
        sa.Column("spent", base.Cents(), nullable=False),
        sa.CheckConstraint(
            "reserved + committed + spent <= total", name=op.f("ck_budget_never_overdrawn")
        ),
        sa.CheckConstraint(
            "total >= 0 AND reserved >= 0 AND committed >= 0 AND spent >= 0",
            name=op.f("ck_budget_never_below_zero"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget")),
        sa.UniqueConstraint("line", "year", "kind", name=op.f("uq_budget_line_year_kind")),
        sa.UniqueConstraint("ref", name=op.f("uq_budget_ref")),
    )
    op.create_table(
        "clock_offset",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("fixed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_offset_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_offset")),
    )
    op.create_table(
        "house_log",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("log_head", sa.String(length=64), nullable=False),
        sa.Column("log_length", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_house_log_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_log")),
    )
    op.create_table(
        "number_series",
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_number_series")),
    )
    op.create_table(
        "rate_count",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_count")),
    )
    with op.batch_alter_table("rate_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rate_count_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "role",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("name", name=op.f("uq_role_name")),
    )
    op.create_table(
        "stored_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("stored_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_stored_file_sha256")),
    )
    op.create_table(
        "account_role",
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_role_account_id")
        ),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_account_role_role_id")),
        sa.PrimaryKeyConstraint("account_id", "role_id", name=op.f("pk_account_role")),
    )
    op.create_table(
        "annex",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "uploaded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_annex_file_id")),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["account.id"], name=op.f("fk_annex_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annex")),
        sa.UniqueConstraint("kind", "valid_from", name=op.f("uq_annex_kind_valid_from")),
        sa.UniqueConstraint("ref", name=op.f("uq_annex_ref")),
    )
    op.create_table(
        "authority_status",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "authority_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("ags", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "county",
                "independent_city",
                "special_status_city",
                "municipality",
                "consortium",
                "public_body",
                "church_body",
                "charity",
                "migrant_org",
                "municipality_with_mo",
                "company",
                "private_person",
                name="known_applicant_type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("county_ags", sa.String(length=5), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("predecessor", sa.String(length=8), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_authority_status_span_runs_forward"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_authority_status_authority_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_status")),
        sa.UniqueConstraint("ags", "valid_from", name=op.f("uq_authority_status_ags_valid_from")),
        sa.UniqueConstraint(
            "authority_id", "valid_from", name=op.f("uq_authority_status_authority_id_valid_from")
        ),
    )
    op.create_table(
        "call",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("line", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("years", sa.JSON(), nullable=False),
        sa.Column("opens_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closes_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closing_is_fixed_day", sa.Boolean(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("guideline_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("published_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "published_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("closed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "closed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(closed_by_id IS NOT NULL AND closed_at IS NOT NULL) OR (NOT (closed_by_id IS NOT NULL) AND closed_at IS NULL)",
            name=op.f("ck_call_closed_by_somebody"),
        ),
        sa.CheckConstraint(
            "(published_by_id IS NOT NULL AND published_at IS NOT NULL) OR (NOT (published_by_id IS NOT NULL) AND published_at IS NULL)",
            name=op.f("ck_call_published_by_somebody"),
        ),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_call_closes_after_opening")),
        sa.CheckConstraint(
            "published_at IS NOT NULL OR (closed_at IS NULL)",
            name=op.f("ck_call_closed_only_after_publication"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["account.id"], name=op.f("fk_call_closed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["account.id"], name=op.f("fk_call_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["account.id"], name=op.f("fk_call_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("ref", name=op.f("uq_call_ref")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index("ix_call_line_version", ["line", "version"], unique=False)

    op.create_table(
        "dismissed_job",
        sa.Column("job_id", sa.String(length=100), nullable=False),
        sa.Column("failed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_dismissed_job_by_id")),
        sa.PrimaryKeyConstraint("job_id", "failed_at", name=op.f("pk_dismissed_job")),
    )
    op.create_table(
        "operator_text",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "changed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["account.id"], name=op.f("fk_operator_text_changed_by_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_operator_text")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "county",
                "independent_city",
                "special_status_city",
                "municipality",
                "consortium",
                "public_body",
                "church_body",
                "charity",
                "migrant_org",
                "municipality_with_mo",
                "company",
                "private_person",
                name="known_applicant_type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "authority_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("seat_ags", sa.String(length=8), nullable=True),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("city", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("phone", sa.String(length=64), nullable=False),
        sa.Column("register_entry", sa.String(length=300), nullable=False),
        sa.Column("electronic_consent_on", sa.Date(), nullable=True),
        sa.Column("charitable", sa.Boolean(), nullable=True),
        sa.Column("registered_association", sa.Boolean(), nullable=True),
        sa.Column("exemption_notice_kind", sa.String(length=64), nullable=False),
        sa.Column("exemption_notice_date", sa.Date(), nullable=True),
        sa.Column("register_extract_date", sa.Date(), nullable=True),
        sa.Column("vat_deductible", sa.Boolean(), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_organisation_authority_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("ref", name=op.f("uq_organisation_ref")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index("ix_organisation_name_id", ["name", "id"], unique=False)

    op.create_table(
        "parameter",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("confirmed_until", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=300), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(
                "sourced",
                "inferred",
                "general_knowledge",
                "unverified",
                "not_found",
                "not_applicable",
                "confirmed",
                name="known_mark",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("entered_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("confirmed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "confirmed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["account.id"], name=op.f("fk_parameter_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["account.id"], name=op.f("fk_parameter_entered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameter")),
        sa.UniqueConstraint("key", "valid_from", name=op.f("uq_parameter_key_valid_from")),
        sa.UniqueConstraint("ref", name=op.f("uq_parameter_ref")),
    )
    op.create_table(
        "population",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "authority_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("applies_from", sa.Date(), nullable=True),
        sa.Column("inhabitants", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint("inhabitants >= 0", name=op.f("ck_population_inhabitants_counted")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_population_authority_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population")),
        sa.UniqueConstraint(
            "authority_id",
            "as_of",
            "applies_from",
            name=op.f("uq_population_authority_id_as_of_applies_from"),
        ),
    )
    op.create_table(
        "refused_attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("case_ref", sa.String(length=16), nullable=False),
        sa.Column("machine", sa.String(length=64), nullable=False),
        sa.Column("subject_ref", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["account.id"], name=op.f("fk_refused_attempt_actor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_attempt")),
    )
    with op.batch_alter_table("refused_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_refused_attempt_at", ["at", "id"], unique=False)
        batch_op.create_index("ix_refused_attempt_case", ["case_ref", "id"], unique=False)

    op.create_table(
        "used_form",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("used_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_used_form_account_id")
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_used_form")),
    )
    op.create_table(
        "funding_case",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("call_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("line", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("guideline_digest", sa.String(length=64), nullable=False),
        sa.Column(
            "variant",
            sa.Enum(
                "post",
                "project",
                "association",
                "flat_rate",
                "strategy",
                name="known_variant",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "filed",
                "formal_check",
                "target_agreement",
                "expert_vote",
                "municipal_statement",
                "jury",
                "ready",
                "award_proposed",
                "rejection_proposed",
                "awarded",
                "accepted",
                "running",
                "resolution_pending",
                "resolved",
                "settling",
                "recovering",
                "settled",
                "rejected",
                "withdrawn",
                "lapsed",
                "declined",
                name="known_application_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("applicant_name", sa.String(length=300), nullable=False),
        sa.Column(
            "applicant_type",
            sa.Enum(
                "county",
                "independent_city",
                "special_status_city",
                "municipality",
                "consortium",
                "public_body",
                "church_body",
                "charity",
                "migrant_org",
                "municipality_with_mo",
                "company",
                "private_person",
                name="known_applicant_type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("draft_saved_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "draft_saved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("started_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "started_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("filed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "eligible",
                "not_eligible",
                "for_review",
                "incomplete",
                name="known_verdict_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("asked", base.Cents(), nullable=False),
        sa.Column("entitlement", base.Cents(), nullable=True),
        sa.Column(
            "assigned_to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("waiting_for", sa.String(length=32), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_what", sa.String(length=64), nullable=False),
        sa.Column(
            "proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "decision",
            sa.Enum(
                "award",
                "rejection",
                name="known_decision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column(
            "decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("awarded", base.Cents(), nullable=True),
        sa.Column("paid", base.Cents(), nullable=False),
        sa.Column("settled_grant", base.Cents(), nullable=True),
        sa.Column("recovered", base.Cents(), nullable=False),
        sa.Column("declined_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("log_head", sa.String(length=64), nullable=False),
        sa.Column("log_length", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'declined' AND declined_on IS NOT NULL) OR (NOT (state = 'declined') AND declined_on IS NULL)",
            name=op.f("ck_funding_case_declined_on_a_day"),
        ),
        sa.CheckConstraint(
            "(state = 'settled' AND settled_grant IS NOT NULL) OR (NOT (state = 'settled') AND settled_grant IS NULL)",
            name=op.f("ck_funding_case_settled_with_grant"),
        ),
        sa.CheckConstraint(
            "(state IN ('accepted', 'award_proposed', 'awarded', 'declined', 'lapsed', 'recovering', 'rejected', 'rejection_proposed', 'resolution_pending', 'resolved', 'running', 'settled', 'settling') AND proposed_by_id IS NOT NULL) OR (NOT (state IN ('accepted', 'award_proposed', 'awarded', 'declined', 'lapsed', 'recovering', 'rejected', 'rejection_proposed', 'resolution_pending', 'resolved', 'running', 'settled', 'settling')) AND proposed_by_id IS NULL)",
            name=op.f("ck_funding_case_proposed_by_somebody"),
        ),
        sa.CheckConstraint(
            "(state IN ('accepted', 'awarded', 'declined', 'lapsed', 'recovering', 'rejected', 'resolution_pending', 'resolved', 'running', 'settled', 'settling') AND decision IS NOT NULL AND decided_on IS NOT NULL AND decided_by_id IS NOT NULL) OR (NOT (state IN ('accepted', 'awarded', 'declined', 'lapsed', 'recovering', 'rejected', 'resolution_pending', 'resolved', 'running', 'settled', 'settling')) AND decision IS NULL AND decided_on IS NULL AND decided_by_id IS NULL)",
            name=op.f("ck_funding_case_decided_with_day_and_person"),
        ),
        sa.CheckConstraint(
            "(state IN ('accepted', 'awarded', 'declined', 'lapsed', 'recovering', 'resolution_pending', 'resolved', 'running', 'settled', 'settling') AND awarded IS NOT NULL) OR (NOT (state IN ('accepted', 'awarded', 'declined', 'lapsed', 'recovering', 'resolution_pending', 'resolved', 'running', 'settled', 'settling')) AND awarded IS NULL)",
            name=op.f("ck_funding_case_awarded_with_amount"),
        ),
        sa.CheckConstraint(
            "(state IN ('declined', 'lapsed', 'rejected', 'settled', 'withdrawn') AND closed_on IS NOT NULL) OR (NOT (state IN ('declined', 'lapsed', 'rejected', 'settled', 'withdrawn')) AND closed_on IS NULL)",
            name=op.f("ck_funding_case_closed_with_day"),
        ),
        sa.CheckConstraint(
            "decision IS NULL OR (decision = 'award') = (state IN ('accepted', 'awarded', 'declined', 'lapsed', 'recovering', 'resolution_pending', 'resolved', 'running', 'settled', 'settling'))",
            name=op.f("ck_funding_case_decision_fits_state"),
        ),
        sa.CheckConstraint(
            "state = 'withdrawn' OR (state = 'draft') = (filed_at IS NULL)",
            name=op.f("ck_funding_case_filed_beyond_draft"),
        ),
        sa.CheckConstraint(
            "(filed_at IS NULL) = (number IS NULL)", name=op.f("ck_funding_case_number_with_filing")
        ),
        sa.CheckConstraint(
            "(filed_at IS NULL) = (received_on IS NULL)",
            name=op.f("ck_funding_case_received_with_filing"),
        ),
        sa.CheckConstraint(
            "(filed_at IS NULL) = (revision_number = 0)",
            name=op.f("ck_funding_case_revision_with_filing"),
        ),
        sa.CheckConstraint(
            "awarded >= 0 AND paid >= 0 AND recovered >= 0 AND settled_grant >= 0",
            name=op.f("ck_funding_case_sums_not_negative"),
        ),
        sa.CheckConstraint(
            "awarded IS NULL OR paid <= awarded", name=op.f("ck_funding_case_paid_within_award")
        ),
        sa.CheckConstraint("log_length >= 0", name=op.f("ck_funding_case_log_counted")),
        sa.CheckConstraint(
            "proposed_by_id IS NULL OR decided_by_id IS NULL OR proposed_by_id <> decided_by_id",
            name=op.f("ck_funding_case_four_eyes"),
        ),
        sa.ForeignKeyConstraint(
            ["assigned_to_id"], ["account.id"], name=op.f("fk_funding_case_assigned_to_id")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_funding_case_call_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_funding_case_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["draft_saved_by_id"], ["account.id"], name=op.f("fk_funding_case_draft_saved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_funding_case_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["account.id"], name=op.f("fk_funding_case_proposed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["account.id"], name=op.f("fk_funding_case_started_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_case")),
        sa.UniqueConstraint("number", name=op.f("uq_funding_case_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_funding_case_ref")),
    )
    with op.batch_alter_table("funding_case", schema=None) as batch_op:
        batch_op.create_index(
            "ix_funding_case_assigned_filed", ["assigned_to_id", "filed_at", "id"], unique=False
        )
        batch_op.create_index("ix_funding_case_call", ["call_id", "id"], unique=False)
        batch_op.create_index("ix_funding_case_due", ["due_on", "id"], unique=False)
        batch_op.create_index("ix_funding_case_filed", ["filed_at", "id"], unique=False)
        batch_op.create_index(
            "ix_funding_case_line_filed", ["line", "filed_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_funding_case_organisation", ["organisation_id", "id"], unique=False
        )
        batch_op.create_index(
            "ix_funding_case_state_filed", ["state", "filed_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_funding_case_waiting_due", ["waiting_for", "due_on", "id"], unique=False
        )
        batch_op.create_index(
            "uq_funding_case_one_draft",
            ["organisation_id", "call_id"],
            unique=True,
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        )

    op.create_table(
        "membership",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "editor",
                "signatory",
                "tied",
                name="known_membership_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("function", sa.String(length=300), nullable=False),
        sa.Column("ended_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_membership_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "account_id", "organisation_id", name=op.f("uq_membership_account_id_organisation_id")
        ),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_membership_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "award_part",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "financing",
            sa.Enum(
                "share",
                "deficit",
                "fixed",
                "full",
                name="known_financing_type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("share", base.ExactNumber(length=40), nullable=True),
        sa.Column("amount", base.Cents(), nullable=False),
        sa.Column("eligible_cost", base.Cents(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column(
            "proof_form",
            sa.Enum(
                "full",
                "simple",
                name="known_proof_form",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("amount <= eligible_cost", name=op.f("ck_award_part_award_within_cost")),
        sa.CheckConstraint(
            "amount >= 0 AND eligible_cost >= 0", name=op.f("ck_award_part_sums_not_negative")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_award_part_period_runs_forward")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_award_part_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_part")),
        sa.UniqueConstraint("case_id", "part", name=op.f("uq_award_part_case_id_part")),
        sa.UniqueConstraint("ref", name=op.f("uq_award_part_ref")),
    )
    op.create_table(
        "award_year",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", base.Cents(), nullable=False),
        sa.Column("released", base.Cents(), nullable=False),
        sa.Column("paid", base.Cents(), nullable=False),
        sa.Column(
            "budget_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.CheckConstraint(
            "amount >= 0 AND paid >= 0 AND released >= 0",
            name=op.f("ck_award_year_sums_not_negative"),
        ),
        sa.CheckConstraint(
            "paid + released <= amount", name=op.f("ck_award_year_paid_within_award")
        ),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.id"], name=op.f("fk_award_year_budget_id")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_award_year_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_year")),
        sa.UniqueConstraint(
            "case_id", "part", "year", name=op.f("uq_award_year_case_id_part_year")
        ),
    )
    op.create_table(
        "built_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "audit_file",
                name="known_built_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "progress",
            sa.Enum(
                "queued",
                "ready",
                "failed",
                name="known_built_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("log_length", sa.Integer(), nullable=False),
        sa.Column("requested_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "requested_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("finished_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(progress = 'ready' AND file_id IS NOT NULL) OR (NOT (progress = 'ready') AND file_id IS NULL)",
            name=op.f("ck_built_file_ready_with_file"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_built_file_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_built_file_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["account.id"], name=op.f("fk_built_file_requested_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_built_file")),
        sa.UniqueConstraint("ref", name=op.f("uq_built_file_ref")),
    )
    with op.batch_alter_table("built_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_built_file_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_term",
        sa.Column(
            "term",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_case_term_case_id")
        ),
        sa.PrimaryKeyConstraint("term", "case_id", name=op.f("pk_case_term")),
    )
    with op.batch_alter_table("case_term", schema=None) as batch_op:
        batch_op.create_index("ix_case_term_case_id", ["case_id"], unique=False)

    op.create_table(
        "check_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("finding", sa.JSON(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "met",
                "not_met",
                "review",
                "not_asked",
                name="known_outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "met",
                "not_met",
                "review",
                "not_asked",
                name="known_answer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "answered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.CheckConstraint(
            "answer IS NULL OR answer = outcome OR outcome = 'review' OR length(note) > 0",
            name=op.f("ck_check_item_overridden_with_reason"),
        ),
        sa.CheckConstraint(
            "(answer IS NOT NULL AND answered_by_id IS NOT NULL AND answered_at IS NOT NULL) OR (NOT (answer IS NOT NULL) AND answered_by_id IS NULL AND answered_at IS NULL)",
            name=op.f("ck_check_item_answered_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["account.id"], name=op.f("fk_check_item_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_check_item_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_item")),
        sa.UniqueConstraint(
            "case_id", "round", "rule", name=op.f("uq_check_item_case_id_round_rule")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_check_item_ref")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("case_seq", sa.Integer(), nullable=False),
        sa.Column(
            "machine",
            sa.Enum(
                "application",
                "clarification",
                "payment",
                "change",
                "proof",
                "recovery",
                name="known_machine_name",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("subject_ref", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("from_state", sa.String(length=32), nullable=True),
        sa.Column("to_state", sa.String(length=32), nullable=True),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("line", sa.String(length=64), nullable=False),
        sa.Column("guideline_version", sa.String(length=64), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("personal", sa.JSON(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("case_seq >= 1", name=op.f("ck_event_counted_from_one")),
        sa.CheckConstraint(
            "length(hash) = 64 AND length(prev_hash) = 64", name=op.f("ck_event_hashes_are_whole")
        ),
        sa.CheckConstraint(
            "machine IS NULL OR to_state IS NOT NULL", name=op.f("ck_event_a_step_ends_somewhere")
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["account.id"], name=op.f("fk_event_actor_id")),
        sa.ForeignKeyConstraint(["case_id"], ["funding_case.id"], name=op.f("fk_event_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("case_id", "case_seq", name=op.f("uq_event_case_id_case_seq")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_actor", ["actor_id", "id"], unique=False)
        batch_op.create_index("ix_event_at", ["at", "id"], unique=False)
        batch_op.create_index(
            "ix_event_house_subject",
            ["subject_ref", "id"],
            unique=False,
            sqlite_where=sa.text("case_id IS NULL"),
            postgresql_where=sa.text("case_id IS NULL"),
        )

    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "budget_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "allot",
                "reserve",
                "unreserve",
                "commit",
                "release",
                "spend",
                "return",
                "refund",
                name="known_ledger_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount", base.Cents(), nullable=False),
        sa.Column("total_change", base.Cents(), nullable=False),
        sa.Column("reserved_change", base.Cents(), nullable=False),
        sa.Column("committed_change", base.Cents(), nullable=False),
        sa.Column("spent_change", base.Cents(), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["account.id"], name=op.f("fk_ledger_entry_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["budget_id"], ["budget.id"], name=op.f("fk_ledger_entry_budget_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_ledger_entry_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
    )
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_entry_budget_id"), ["budget_id"], unique=False)
        batch_op.create_index("ix_ledger_entry_case_id", ["case_id", "id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "receipt",
                "early_start",
                "early_start_refusal",
                "clarification",
                "award",
                "rejection",
                "amendment",
                "change_refusal",
                "payment_refusal",
                "lapse",
                "proof_receipt",
                "decline_receipt",
                "settlement",
                "hearing",
                "recovery_order",
                "interest_order",
                "recovery_dropped",
                "other",
                name="known_letter_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "application",
                "clarification",
                "payment",
                "change",
                "proof",
                "recovery",
                name="known_machine_name",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject_ref", sa.String(length=16), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pdf_digest", sa.String(length=64), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("rendered_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "rendered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("previewed_digest", sa.String(length=64), nullable=True),
        sa.Column("discarded_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "discarded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "discarded_why",
            sa.Enum(
                "replaced",
                "taken_back",
                "returned",
                "withdrawn",
                "overtaken",
                name="known_discard_cause",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("issued_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "issued_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "superseded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "way",
            sa.Enum(
                "post",
                "electronic",
                "personal",
                name="known_delivery_way",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("retrieved_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("final_on", sa.Date(), nullable=True),
        sa.Column("waived_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "way IS NULL OR way <> 'electronic' OR consent_on IS NOT NULL",
            name=op.f("ck_letter_electronic_only_with_consent"),
        ),
        sa.CheckConstraint(
            "(discarded_at IS NOT NULL AND discarded_why IS NOT NULL) OR (NOT (discarded_at IS NOT NULL) AND discarded_why IS NULL)",
            name=op.f("ck_letter_discarded_with_cause"),
        ),
        sa.CheckConstraint(
            "(issued_at IS NOT NULL AND issued_by_id IS NOT NULL AND way IS NOT NULL) OR (NOT (issued_at IS NOT NULL) AND issued_by_id IS NULL AND way IS NULL)",
            name=op.f("ck_letter_issued_with_person_and_way"),
        ),
        sa.CheckConstraint(
            "discarded_at IS NOT NULL OR (discarded_by_id IS NULL)",
            name=op.f("ck_letter_discarded_by_with_moment"),
        ),
        sa.CheckConstraint(
            "final_on IS NULL OR notified_on IS NULL OR final_on >= notified_on",
            name=op.f("ck_letter_final_after_notification"),
        ),
        sa.CheckConstraint(
            "issued_at IS NOT NULL OR (notified_on IS NULL AND final_on IS NULL)",
            name=op.f("ck_letter_final_only_when_issued"),
        ),
        sa.CheckConstraint(
            "issued_at IS NOT NULL OR (sent_on IS NULL AND retrieved_at IS NULL)",
            name=op.f("ck_letter_delivered_only_when_issued"),
        ),
        sa.CheckConstraint(
            "issued_at IS NULL OR (previewed_digest IS NOT NULL AND previewed_digest = pdf_digest)",
            name=op.f("ck_letter_issued_as_previewed"),
        ),
        sa.CheckConstraint(
            "issued_at IS NULL OR discarded_at IS NULL",
            name=op.f("ck_letter_issued_never_discarded"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["funding_case.id"], name=op.f("fk_letter_case_id")),
        sa.ForeignKeyConstraint(
            ["discarded_by_id"], ["account.id"], name=op.f("fk_letter_discarded_by_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_letter_file_id")),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["account.id"], name=op.f("fk_letter_issued_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["rendered_by_id"], ["account.id"], name=op.f("fk_letter_rendered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by_id"], ["letter.id"], name=op.f("fk_letter_superseded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("case_id", "sequence", name=op.f("uq_letter_case_id_sequence")),
        sa.UniqueConstraint("ref", name=op.f("uq_letter_ref")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(
            "ix_letter_subject", ["case_id", "subject", "subject_ref"], unique=False
        )

    op.create_table(
        "note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_note_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["funding_case.id"], name=op.f("fk_note_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("ref", name=op.f("uq_note_ref")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index("ix_note_case_id", ["case_id", "id"], unique=False)

    op.create_table(
        "paper",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "application",
                "clarification",
                "payment",
                "change",
                "proof",
                "recovery",
                name="known_machine_name",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject_ref", sa.String(length=16), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=300), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uploaded_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "uploaded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("removed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "removed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "replaced_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.CheckConstraint(
            "(removed_by_id IS NOT NULL AND removed_at IS NOT NULL) OR (NOT (removed_by_id IS NOT NULL) AND removed_at IS NULL)",
            name=op.f("ck_paper_removed_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["funding_case.id"], name=op.f("fk_paper_case_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_paper_file_id")),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["account.id"], name=op.f("fk_paper_removed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["paper.id"], name=op.f("fk_paper_replaced_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["account.id"], name=op.f("fk_paper_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("ref", name=op.f("uq_paper_ref")),
    )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index("ix_paper_case_id", ["case_id", "id"], unique=False)

    op.create_table(
        "proof",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "interim",
                "final",
                name="known_proof_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "expected",
                "submitted",
                "in_review",
                "sent_back",
                "examined",
                "cancelled",
                name="known_proof_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_rule", sa.JSON(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("draft_saved_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("submitted_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "submitted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("sent_back_reason", sa.Text(), nullable=False),
        sa.Column("examined_cost", base.Cents(), nullable=True),
        sa.Column("examined_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "examined_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.CheckConstraint(
            "(state = 'examined' AND examined_at IS NOT NULL AND examined_by_id IS NOT NULL AND examined_cost IS NOT NULL) OR (NOT (state = 'examined') AND examined_at IS NULL AND examined_by_id IS NULL AND examined_cost IS NULL)",
            name=op.f("ck_proof_examined_by_somebody"),
        ),
        sa.CheckConstraint(
            "NOT (state IN ('examined', 'in_review', 'submitted')) OR (submitted_at IS NOT NULL AND submitted_by_id IS NOT NULL)",
            name=op.f("ck_proof_submitted_with_moment"),
        ),
        sa.CheckConstraint(
            "NOT (state IN ('examined', 'in_review', 'submitted')) OR revision_number > 0",
            name=op.f("ck_proof_submitted_with_revision"),
        ),
        sa.CheckConstraint(
            "state <> 'expected' OR submitted_at IS NULL",
            name=op.f("ck_proof_not_submitted_while_expected"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["funding_case.id"], name=op.f("fk_proof_case_id")),
        sa.ForeignKeyConstraint(
            ["examined_by_id"], ["account.id"], name=op.f("fk_proof_examined_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["account.id"], name=op.f("fk_proof_submitted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof")),
        sa.UniqueConstraint(
            "case_id", "part", "kind", "year", name=op.f("uq_proof_case_id_part_kind_year")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_proof_ref")),
    )
    with op.batch_alter_table("proof", schema=None) as batch_op:
        batch_op.create_index("ix_proof_state_due", ["state", "due_on", "id"], unique=False)

    op.create_table(
        "revision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "application",
                "clarification",
                "payment",
                "change",
                "proof",
                "recovery",
                name="known_machine_name",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject_ref", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.JSON(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("declared_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "declared_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_revision_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["funding_case.id"], name=op.f("fk_revision_case_id")),
        sa.ForeignKeyConstraint(
            ["declared_by_id"], ["account.id"], name=op.f("fk_revision_declared_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint(
            "case_id",
            "subject",
            "subject_ref",
            "number",
            name=op.f("uq_revision_case_id_subject_subject_ref_number"),
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_revision_ref")),
    )
    op.create_table(
        "acceptance",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("remedy_waived", sa.Boolean(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_acceptance_by_id")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_acceptance_case_id")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_acceptance_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
        sa.UniqueConstraint("case_id", name=op.f("uq_acceptance_case_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_acceptance_ref")),
    )
    op.create_table(
        "change_request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "proposed",
                "granted",
                "refused",
                "withdrawn",
                name="known_change_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "plan",
                "period",
                "amount",
                "purpose",
                "contact",
                "other",
                name="known_change_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("requested_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "requested_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("favourable", sa.Boolean(), nullable=True),
        sa.Column("proposed", sa.JSON(), nullable=False),
        sa.Column("obligations", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("proposed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('granted', 'proposed', 'refused') AND proposed_at IS NOT NULL AND proposed_by_id IS NOT NULL AND digest IS NOT NULL) OR (NOT (state IN ('granted', 'proposed', 'refused')) AND proposed_at IS NULL AND proposed_by_id IS NULL AND digest IS NULL)",
            name=op.f("ck_change_request_proposed_by_somebody"),
        ),
        sa.CheckConstraint(
            "NOT (state IN ('granted', 'proposed', 'refused')) OR (letter_id IS NOT NULL)",
            name=op.f("ck_change_request_proposed_with_letter"),
        ),
        sa.CheckConstraint(
            "(state IN ('granted', 'refused') AND decided_at IS NOT NULL AND decided_by_id IS NOT NULL) OR (NOT (state IN ('granted', 'refused')) AND decided_at IS NULL AND decided_by_id IS NULL)",
            name=op.f("ck_change_request_decided_by_somebody"),
        ),
        sa.CheckConstraint(
            "proposed_by_id IS NULL OR decided_by_id IS NULL OR proposed_by_id <> decided_by_id",
            name=op.f("ck_change_request_four_eyes"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_change_request_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_change_request_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_change_request_letter_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["account.id"], name=op.f("fk_change_request_proposed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["account.id"], name=op.f("fk_change_request_requested_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_change_request_case_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_change_request_ref")),
    )
    with op.batch_alter_table("change_request", schema=None) as batch_op:
        batch_op.create_index("ix_change_request_state", ["state", "id"], unique=False)

    op.create_table(
        "clarification",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "answered",
                "resolved",
                "lapsed",
                "cancelled",
                name="known_clarification_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "answered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("ended_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("earlier", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('cancelled', 'lapsed', 'resolved') AND ended_at IS NOT NULL) OR (NOT (state IN ('cancelled', 'lapsed', 'resolved')) AND ended_at IS NULL)",
            name=op.f("ck_clarification_ended_with_moment"),
        ),
        sa.CheckConstraint(
            "NOT (state IN ('answered', 'resolved')) OR (answered_at IS NOT NULL)",
            name=op.f("ck_clarification_answered_with_moment"),
        ),
        sa.CheckConstraint(
            "state <> 'requested' OR answered_at IS NULL",
            name=op.f("ck_clarification_no_answer_while_asked"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["account.id"], name=op.f("fk_clarification_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["account.id"], name=op.f("fk_clarification_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_clarification_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_clarification_letter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clarification")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_clarification_case_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_clarification_ref")),
    )
    with op.batch_alter_table("clarification", schema=None) as batch_op:
        batch_op.create_index("ix_clarification_state_due", ["state", "due_on"], unique=False)

    op.create_table(
        "early_start",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("request_reason", sa.Text(), nullable=False),
        sa.Column("permitted", sa.Boolean(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.CheckConstraint(
            "(permitted AND from_day IS NOT NULL) OR (NOT (permitted) AND from_day IS NULL)",
            name=op.f("ck_early_start_permitted_from_a_day"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_early_start_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_early_start_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_early_start_letter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_early_start")),
        sa.UniqueConstraint("ref", name=op.f("uq_early_start_ref")),
    )
    with op.batch_alter_table("early_start", schema=None) as batch_op:
        batch_op.create_index("ix_early_start_case_id", ["case_id", "id"], unique=False)

    op.create_table(
        "event_personal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_personal_event_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_personal")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_event_personal_event_id_key")),
    )
    op.create_table(
        "inbox_message",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("read_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "read_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.CheckConstraint(
            "(organisation_id IS NULL) <> (account_id IS NULL)",
            name=op.f("ck_inbox_message_to_organisation_or_account"),
        ),
        sa.CheckConstraint(
            "(read_by_id IS NOT NULL AND read_at IS NOT NULL) OR (NOT (read_by_id IS NOT NULL) AND read_at IS NULL)",
            name=op.f("ck_inbox_message_read_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_inbox_message_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_inbox_message_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_inbox_message_letter_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_inbox_message_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["read_by_id"], ["account.id"], name=op.f("fk_inbox_message_read_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_message")),
        sa.UniqueConstraint("key", name=op.f("uq_inbox_message_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_inbox_message_ref")),
    )
    with op.batch_alter_table("inbox_message", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_message_account", ["account_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_message_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_inbox_message_organisation", ["organisation_id", "id"], unique=False
        )

    op.create_table(
        "obligation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("met_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("met_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("paper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(met_by_id IS NOT NULL AND met_at IS NOT NULL AND met_on IS NOT NULL) OR (NOT (met_by_id IS NOT NULL) AND met_at IS NULL AND met_on IS NULL)",
            name=op.f("ck_obligation_met_by_somebody"),
        ),
        sa.CheckConstraint(
            "met_by_id IS NOT NULL OR (paper_id IS NULL)",
            name=op.f("ck_obligation_paper_of_what_was_met"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_obligation_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["met_by_id"], ["account.id"], name=op.f("fk_obligation_met_by_id")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_obligation_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_obligation_case_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_obligation_ref")),
    )
    op.create_table(
        "payment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "checked",
                "released",
                "paid",
                "returned",
                "cancelled",
                "refused",
                "withdrawn",
                name="known_payment_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "award_year_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("amount", base.Cents(), nullable=False),
        sa.Column("statement", sa.JSON(), nullable=False),
        sa.Column("most", base.Cents(), nullable=True),
        sa.Column("computation", sa.JSON(), nullable=False),
        sa.Column("requested_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "requested_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("checked_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "checked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("check_note", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("released_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "released_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column(
            "paid_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("bank_reference", sa.String(length=140), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('cancelled', 'paid', 'released', 'returned') AND released_at IS NOT NULL AND released_by_id IS NOT NULL) OR (NOT (state IN ('cancelled', 'paid', 'released', 'returned')) AND released_at IS NULL AND released_by_id IS NULL)",
            name=op.f("ck_payment_released_by_somebody"),
        ),
        sa.CheckConstraint(
            "(state IN ('cancelled', 'paid', 'returned') AND paid_on IS NOT NULL AND paid_by_id IS NOT NULL) OR (NOT (state IN ('cancelled', 'paid', 'returned')) AND paid_on IS NULL AND paid_by_id IS NULL)",
            name=op.f("ck_payment_paid_with_day"),
        ),
        sa.CheckConstraint(
            "(state IN ('cancelled', 'returned') AND returned_on IS NOT NULL) OR (NOT (state IN ('cancelled', 'returned')) AND returned_on IS NULL)",
            name=op.f("ck_payment_returned_with_day"),
        ),
        sa.CheckConstraint(
            "NOT (state IN ('cancelled', 'checked', 'paid', 'released', 'returned')) OR (checked_at IS NOT NULL AND checked_by_id IS NOT NULL)",
            name=op.f("ck_payment_checked_by_somebody"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_amount_positive")),
        sa.CheckConstraint(
            "checked_by_id IS NULL OR released_by_id IS NULL OR checked_by_id <> released_by_id",
            name=op.f("ck_payment_release_by_another"),
        ),
        sa.CheckConstraint(
            "released_by_id IS NULL OR paid_by_id IS NULL OR released_by_id <> paid_by_id",
            name=op.f("ck_payment_paid_by_another"),
        ),
        sa.CheckConstraint(
            "requested_by_id IS NULL OR released_by_id IS NULL OR requested_by_id <> released_by_id",
            name=op.f("ck_payment_release_not_by_requester"),
        ),
        sa.ForeignKeyConstraint(
            ["award_year_id"], ["award_year.id"], name=op.f("fk_payment_award_year_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["funding_case.id"], name=op.f("fk_payment_case_id")),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["account.id"], name=op.f("fk_payment_checked_by_id")
        ),
        sa.ForeignKeyConstraint(["paid_by_id"], ["account.id"], name=op.f("fk_payment_paid_by_id")),
        sa.ForeignKeyConstraint(
            ["released_by_id"], ["account.id"], name=op.f("fk_payment_released_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["account.id"], name=op.f("fk_payment_requested_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_payment_case_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_payment_ref")),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index("ix_payment_state", ["state", "id"], unique=False)

    op.create_table(
        "proof_examination",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("proof_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("in_depth", sa.Boolean(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("funds", sa.JSON(), nullable=False),
        sa.Column("counters", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.JSON(), nullable=False),
        sa.Column("examined_cost", base.Cents(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reopened_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "examined_cost >= 0", name=op.f("ck_proof_examination_cost_not_negative")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_proof_examination_by_id")),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_proof_examination_proof_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof_examination")),
        sa.UniqueConstraint(
            "proof_id", "number", name=op.f("uq_proof_examination_proof_id_number")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_proof_examination_ref")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "award",
                "rejection",
                name="known_decision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amounts", sa.JSON(), nullable=False),
        sa.Column("total", base.Cents(), nullable=False),
        sa.Column("obligations", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("proposed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "ended",
            sa.Enum(
                "approved",
                "returned",
                "taken_back",
                "overruled",
                "voided",
                name="known_proposal_end",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("ended_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'award') = (total > 0)", name=op.f("ck_proposal_award_has_an_amount")
        ),
        sa.CheckConstraint(
            "ended IS NULL OR ended <> 'approved' OR proposed_by_id <> ended_by_id",
            name=op.f("ck_proposal_four_eyes"),
        ),
        sa.CheckConstraint(
            "ended IS NULL OR ended NOT IN ('overruled', 'returned') OR length(end_reason) > 0",
            name=op.f("ck_proposal_returned_with_reason"),
        ),
        sa.CheckConstraint(
            "(ended IS NOT NULL AND ended_at IS NOT NULL AND ended_by_id IS NOT NULL) OR (NOT (ended IS NOT NULL) AND ended_at IS NULL AND ended_by_id IS NULL)",
            name=op.f("ck_proposal_ended_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["funding_case.id"], name=op.f("fk_proposal_case_id")),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["account.id"], name=op.f("fk_proposal_ended_by_id")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_proposal_letter_id")),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["account.id"], name=op.f("fk_proposal_proposed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_proposal_case_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_proposal_ref")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(
            "uq_proposal_one_open",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text("ended IS NULL"),
            postgresql_where=sa.text("ended IS NULL"),
        )

    op.create_table(
        "revision_personal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_personal_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_personal")),
        sa.UniqueConstraint(
            "revision_id", "key", name=op.f("uq_revision_personal_revision_id_key")
        ),
    )
    op.create_table(
        "settlement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("awarded", base.Cents(), nullable=False),
        sa.Column("grant_due", base.Cents(), nullable=False),
        sa.Column("paid", base.Cents(), nullable=False),
        sa.Column("to_recover", base.Cents(), nullable=False),
        sa.Column("to_pay", base.Cents(), nullable=False),
        sa.Column("petty_limit", base.Cents(), nullable=False),
        sa.Column("computation", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "awarded >= 0 AND grant_due >= 0 AND paid >= 0 AND to_recover >= 0 AND to_pay >= 0",
            name=op.f("ck_settlement_sums_not_negative"),
        ),
        sa.CheckConstraint("grant_due <= awarded", name=op.f("ck_settlement_grant_within_award")),
        sa.CheckConstraint(
            "to_recover = 0 OR to_pay = 0", name=op.f("ck_settlement_one_direction")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_settlement_by_id")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["funding_case.id"], name=op.f("fk_settlement_case_id")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_settlement_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_settlement_case_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_settlement_ref")),
    )
    op.create_table(
        "vote",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "expert_vote",
                "jury",
                "municipal_statement",
                "target_agreement",
                "annual_talk",
                "resolution",
                name="known_vote_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "favourable",
                "conditional",
                "unfavourable",
                "recorded",
                "not_held",
                name="known_vote_outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("paper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(["case_id"], ["funding_case.id"], name=op.f("fk_vote_case_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_vote_paper_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_vote_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("ref", name=op.f("uq_vote_ref")),
    )
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.create_index("ix_vote_case_id", ["case_id", "id"], unique=False)

    op.create_table(
        "acceptance_personal",
        sa.Column(
            "acceptance_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("account_holder", sa.String(length=300), nullable=False),
        sa.Column("bank_name", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("function", sa.String(length=300), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["acceptance_id"], ["acceptance.id"], name=op.f("fk_acceptance_personal_acceptance_id")
        ),
        sa.PrimaryKeyConstraint("acceptance_id", name=op.f("pk_acceptance_personal")),
    )
    op.create_table(
        "recovery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "hearing",
                "statement_received",
                "ordered",
                "interest_open",
                "repaid",
                "dropped",
                name="known_recovery_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "settlement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("ground", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("demanded", base.Cents(), nullable=False),
        sa.Column("opened_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "opened_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("hearing_due", sa.Date(), nullable=False),
        sa.Column(
            "hearing_letter_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("statement_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "statement_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("order_text", sa.Text(), nullable=False),
        sa.Column(
            "order_letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("ordered_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "ordered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("interest_from", sa.Date(), nullable=True),
        sa.Column("interest", base.Cents(), nullable=False),
        sa.Column("interest_computation", sa.JSON(), nullable=False),
        sa.Column("repaid", base.Cents(), nullable=False),
        sa.Column("ended_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('dropped', 'repaid') AND ended_at IS NOT NULL) OR (NOT (state IN ('dropped', 'repaid')) AND ended_at IS NULL)",
            name=op.f("ck_recovery_ended_with_moment"),
        ),
        sa.CheckConstraint(
            "NOT (state = 'statement_received') OR (statement_at IS NOT NULL)",
            name=op.f("ck_recovery_statement_with_moment"),
        ),
        sa.CheckConstraint(
            "NOT (state IN ('interest_open', 'ordered', 'repaid')) OR (ordered_at IS NOT NULL AND ordered_by_id IS NOT NULL AND order_letter_id IS NOT NULL)",
            name=op.f("ck_recovery_ordered_by_somebody"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('interest_open', 'repaid') OR repaid >= demanded + interest",
            name=op.f("ck_recovery_repaid_in_full"),
        ),
        sa.CheckConstraint(
            "state IN ('interest_open', 'ordered', 'repaid') OR state = 'dropped' OR (ordered_at IS NULL)",
            name=op.f("ck_recovery_order_only_when_ordered"),
        ),
        sa.CheckConstraint(
            "demanded > 0 OR (state = 'dropped' AND demanded = 0)",
            name=op.f("ck_recovery_demand_positive"),
        ),
        sa.CheckConstraint(
            "interest >= 0 AND repaid >= 0", name=op.f("ck_recovery_sums_not_negative")
        ),
        sa.CheckConstraint(
            "opened_by_id IS NULL OR ordered_by_id IS NULL OR opened_by_id <> ordered_by_id",
            name=op.f("ck_recovery_four_eyes"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["funding_case.id"], name=op.f("fk_recovery_case_id")),
        sa.ForeignKeyConstraint(
            ["hearing_letter_id"], ["letter.id"], name=op.f("fk_recovery_hearing_letter_id")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["account.id"], name=op.f("fk_recovery_opened_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_letter_id"], ["letter.id"], name=op.f("fk_recovery_order_letter_id")
        ),
        sa.ForeignKeyConstraint(
            ["ordered_by_id"], ["account.id"], name=op.f("fk_recovery_ordered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlement.id"], name=op.f("fk_recovery_settlement_id")
        ),
        sa.ForeignKeyConstraint(
            ["statement_by_id"], ["account.id"], name=op.f("fk_recovery_statement_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_recovery_case_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_recovery_ref")),
    )
    with op.batch_alter_table("recovery", schema=None) as batch_op:
        batch_op.create_index("ix_recovery_state_due", ["state", "hearing_due"], unique=False)

    op.create_table(
        "settlement_row",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "settlement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("awarded", base.Cents(), nullable=False),
        sa.Column("examined_cost", base.Cents(), nullable=False),
        sa.Column("grant_due", base.Cents(), nullable=False),
        sa.Column("paid", base.Cents(), nullable=False),
        sa.Column("computation", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "awarded >= 0 AND examined_cost >= 0 AND grant_due >= 0 AND paid >= 0",
            name=op.f("ck_settlement_row_sums_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlement.id"], name=op.f("fk_settlement_row_settlement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement_row")),
        sa.UniqueConstraint(
            "settlement_id", "part", name=op.f("uq_settlement_row_settlement_id_part")
        ),
    )
    op.create_table(
        "repayment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column(
            "recovery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("amount", base.Cents(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("bank_reference", sa.String(length=140), nullable=False),
        sa.Column("recorded_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_repayment_amount_positive")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_repayment_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["recovery_id"], ["recovery.id"], name=op.f("fk_repayment_recovery_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repayment")),
        sa.UniqueConstraint("ref", name=op.f("uq_repayment_ref")),
    )
    with op.batch_alter_table("repayment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repayment_recovery_id"), ["recovery_id"], unique=False)

    op.execute("INSERT INTO house_log (id, log_head, log_length) VALUES (1, '', 0)")
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    with op.batch_alter_table("repayment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_repayment_recovery_id"))

    op.drop_table("repayment")
    op.drop_table("settlement_row")
    with op.batch_alter_table("recovery", schema=None) as batch_op:
        batch_op.drop_index("ix_recovery_state_due")

    op.drop_table("recovery")
    op.drop_table("acceptance_personal")
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.drop_index("ix_vote_case_id")

    op.drop_table("vote")
    op.drop_table("settlement")
    op.drop_table("revision_personal")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_proposal_one_open",
            sqlite_where=sa.text("ended IS NULL"),
            postgresql_where=sa.text("ended IS NULL"),
        )

    op.drop_table("proposal")
    op.drop_table("proof_examination")
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.drop_index("ix_payment_state")

    op.drop_table("payment")
    op.drop_table("obligation")
    with op.batch_alter_table("inbox_message", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_message_organisation")
        batch_op.drop_index(batch_op.f("ix_inbox_message_case_id"))
        batch_op.drop_index("ix_inbox_message_account")

    op.drop_table("inbox_message")
    op.drop_table("event_personal")
    with op.batch_alter_table("early_start", schema=None) as batch_op:
        batch_op.drop_index("ix_early_start_case_id")

    op.drop_table("early_start")
    with op.batch_alter_table("clarification", schema=None) as batch_op:
        batch_op.drop_index("ix_clarification_state_due")

    op.drop_table("clarification")
    with op.batch_alter_table("change_request", schema=None) as batch_op:
        batch_op.drop_index("ix_change_request_state")

    op.drop_table("change_request")
    op.drop_table("acceptance")
    op.drop_table("revision")
    with op.batch_alter_table("proof", schema=None) as batch_op:
        batch_op.drop_index("ix_proof_state_due")

    op.drop_table("proof")
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_case_id")

    op.drop_table("paper")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index("ix_note_case_id")

    op.drop_table("note")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_subject")

    op.drop_table("letter")
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_ledger_entry_case_id")
        batch_op.drop_index(batch_op.f("ix_ledger_entry_budget_id"))

    op.drop_table("ledger_entry")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_event_house_subject",
            sqlite_where=sa.text("case_id IS NULL"),
            postgresql_where=sa.text("case_id IS NULL"),
        )
        batch_op.drop_index("ix_event_at")
        batch_op.drop_index("ix_event_actor")

    op.drop_table("event")
    op.drop_table("check_item")
    with op.batch_alter_table("case_term", schema=None) as batch_op:
        batch_op.drop_index("ix_case_term_case_id")

    op.drop_table("case_term")
    with op.batch_alter_table("built_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_built_file_case_id"))

    op.drop_table("built_file")
    op.drop_table("award_year")
    op.drop_table("award_part")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_organisation_id"))

    op.drop_table("membership")
    with op.batch_alter_table("funding_case", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_funding_case_one_draft",
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        )
        batch_op.drop_index("ix_funding_case_waiting_due")
        batch_op.drop_index("ix_funding_case_state_filed")
        batch_op.drop_index("ix_funding_case_organisation")
        batch_op.drop_index("ix_funding_case_line_filed")
        batch_op.drop_index("ix_funding_case_filed")
        batch_op.drop_index("ix_funding_case_due")
        batch_op.drop_index("ix_funding_case_call")
        batch_op.drop_index("ix_funding_case_assigned_filed")

    op.drop_table("funding_case")
    op.drop_table("used_form")
    with op.batch_alter_table("refused_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_refused_attempt_case")
        batch_op.drop_index("ix_refused_attempt_at")

    op.drop_table("refused_attempt")
    op.drop_table("population")
    op.drop_table("parameter")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index("ix_organisation_name_id")

    op.drop_table("organisation")
    op.drop_table("operator_text")
    op.drop_table("dismissed_job")
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index("ix_call_line_version")

    op.drop_table("call")
    op.drop_table("authority_status")
    op.drop_table("annex")
    op.drop_table("account_role")
    op.drop_table("stored_file")
    op.drop_table("role")
    with op.batch_alter_table("rate_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rate_count_ends_at"))

    op.drop_table("rate_count")
    op.drop_table("number_series")
    op.drop_table("house_log")
    op.drop_table("clock_offset")
    op.drop_table("budget")
    op.drop_table("authority")
    op.drop_table("account")
