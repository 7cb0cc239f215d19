"""Pages of proofs: written, handed in, read, examined."""
