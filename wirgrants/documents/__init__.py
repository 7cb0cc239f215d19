"""Letters, summaries and the audit file, made from frozen contents."""
