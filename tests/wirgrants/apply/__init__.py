"""Tests of finding, applying, filing."""
