"""Actors as the report names them: persons with offices, bodies, governments, groups."""
