"""Making, trying and keeping the decisions of people."""
