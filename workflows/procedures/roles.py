"""Short names of role sets, so that a lifecycle reads as a table."""

from workflows.states import Role

EDITOR_OR_SIGNATORY = frozenset({Role.APPLICANT_EDITOR, Role.SIGNATORY})
SIGNATORY = frozenset({Role.SIGNATORY})
SIGNATORY_OR_OFFICER = frozenset({Role.SIGNATORY, Role.CASE_OFFICER})
OFFICER = frozenset({Role.CASE_OFFICER})
OFFICER_OR_LEAD = frozenset({Role.CASE_OFFICER, Role.PROGRAMME_LEAD})
OFFICER_OR_SYSTEM = frozenset({Role.CASE_OFFICER, Role.SYSTEM})
APPROVER = frozenset({Role.APPROVER})
APPROVER_OR_FINANCE = frozenset({Role.APPROVER, Role.FINANCE})
FINANCE = frozenset({Role.FINANCE})
SYSTEM = frozenset({Role.SYSTEM})
