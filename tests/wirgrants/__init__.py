"""The shell is held to its promises on both databases."""
