"""What an auditor sees, and that it is noted."""
