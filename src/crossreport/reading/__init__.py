"""Reads one report: one file a kind of thing that is read; `read.py` knows their order."""
