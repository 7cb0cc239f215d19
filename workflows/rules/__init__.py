"""Conditions as functions: facts in, a ruling out. Nothing here loads, asks a clock or writes."""
