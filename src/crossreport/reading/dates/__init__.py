"""Time expressions: what they say, and the days that they can mean."""
