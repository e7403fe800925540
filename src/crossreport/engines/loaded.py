"""Loads, when it is imported, what every process that reads needs: its code, the model, the words.

The process that the others are forked from imports it, so that they have it at once, and one copy of it in memory. The index
of place names is left to each: a database that is open must not be forked.
"""

import gc

from crossreport.engines.processes import one_thread_each

one_thread_each()

import crossreport.reading.read  # noqa: E402, F401
from crossreport.reading.inflections import inflections  # noqa: E402
from crossreport.reading.networks import encoder, name_finder  # noqa: E402

inflections()
encoder()
name_finder()
# What is loaded stays: to look through it for what is not in use would also copy it into each process.
gc.freeze()
