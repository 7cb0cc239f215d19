"""Documents: contents, letters, rendering, uploads and the audit file."""
