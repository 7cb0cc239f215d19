"""The guards of all machines, by concern: who may sign, filing, deciding, letters, aftercare."""
