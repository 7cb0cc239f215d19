"""Tests of check, decision and letters."""
