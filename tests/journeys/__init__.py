"""Whole lives of cases, in a browser, against a server of their own."""
