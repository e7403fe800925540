"""Reconciling: figures, relations, tallies and comparison rows from linked claims, by one profile."""
