"""Finding a plan: the best use of a total, the least total for a target, outcome against total."""
