"""The law: funding lines, eligibility, money, legal dates and lifecycles as pure functions over frozen facts."""
