"""What comes in: one file a format; what is refused is listed with its reason, and the rest is read."""
