"""Readings become one record: claims, and the events, origins and stories that they belong to."""
