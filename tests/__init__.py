"""Tests of the house, arranged like the house."""
