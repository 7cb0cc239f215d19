"""What pages and steps may cost at most, whatever the number of cases."""
