"""The law: funding lines, money, legal dates and lifecycles as pure functions over frozen facts."""
