"""Measures the running system: statements, rows, bytes, times, memory and start, at two sizes."""
