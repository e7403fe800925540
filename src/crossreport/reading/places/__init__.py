"""Toponyms and the places that they mean, against the compiled gazetteer."""
