"""Acceptance, finality, payments, the cash office and changes of an award."""
