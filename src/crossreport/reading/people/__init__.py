"""Persons harmed or accused, by name, age and sex."""
