"""Attributions: who says what, through whom, with which stance and polarity."""
