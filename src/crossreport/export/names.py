"""The formats that an export can have, by name."""

FORMATS = ("jsonl",)
