"""The record: one SQLite file that holds reports, readings and what was made of them, and stays whole whatever happens."""
