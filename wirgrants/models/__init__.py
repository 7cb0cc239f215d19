"""What the database keeps, one module per noun."""
