"""How the tables of a record came to be what schema.py says, step by step, so that an older record is brought up to date."""
