"""Loads, when it is imported, what every process that reads needs: its code, the model, the words.

The process that the others are forked from imports it, so that they have it at once, and one copy of it in memory. A first
text is read here too: patterns and lists of words are made when they are first asked for. The index of place names is closed
after it, and left to each: a database that is open must not be forked.
"""

import gc

from crossreport.engines.processes import one_thread_each

one_thread_each()

from crossreport.model.report import Report  # noqa: E402
from crossreport.reading.inflections import inflections  # noqa: E402
from crossreport.reading.networks import encoder, name_finder  # noqa: E402
from crossreport.reading.places import gazetteer  # noqa: E402
from crossreport.reading.read import read  # noqa: E402

# It asks for what most texts do: who, where, when, how many, who says so, who denies it.
FIRST = """LIMA, 4 May (Wire) - Gunmen shot dead three farmers and wounded at least two women, one aged 34, near Puno on
Monday, police said. Two soldiers, Juan Vidal, 25, and his brother, were also killed in a raid, according to Daily News.

The army denied that its troops had attacked the village, 20 km north of Cusco. "We did not fire," its spokesman told
reporters. It blamed rebels for the bombing. More than 40 people have died in Peru since January, the ministry says.
"""

inflections()
encoder()
name_finder()
read(Report("first", FIRST, title="Three killed in attack", outlet="Wire", published="2021-05-04"))
gazetteer.close()
# What is loaded stays: to look through it for what is not in use would also copy it into each process.
gc.freeze()
