"""The vocabulary of the field as types: immutable values that every room speaks, and nothing that acts on them."""
