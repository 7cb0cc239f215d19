"""Pages of the settlement, of recoveries, and of what a case must bring before it ends."""
