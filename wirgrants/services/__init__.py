"""What the house does, one module per family of verbs; the only way to change anything."""
