"""One budget over several localities: who gets how much, beside today's key and equal money per poor household.

Each locality's own mix of programmes is scaled by one factor; how its outcome responds to that is run, and the best
split of the total over all of them is found exactly on whole lots of money.
"""
