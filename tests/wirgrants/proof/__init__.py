"""Tests of proofs, their examination, settlement and recovery."""
