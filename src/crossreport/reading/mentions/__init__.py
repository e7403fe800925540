"""The events that one report tells of, and what belongs to which."""
