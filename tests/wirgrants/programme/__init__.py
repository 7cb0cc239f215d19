"""Programme and administration: calls, money, organisations, accounts, dated values."""
