"""What several tests lean on: servers, contracts and reading of the tree."""
