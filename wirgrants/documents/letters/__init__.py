"""One module per kind of letter: a typed, frozen input in, a worded ``Letter`` out."""
