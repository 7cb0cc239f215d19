"""The office: the list, the check, the decision and the letters."""
