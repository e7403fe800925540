"""The command line: reads options, calls the library, prints. What takes time to import is imported when it is needed."""

from crossreport.cli import ask, audit, beside, decide, decided, doors, export, keep, make, serve
from crossreport.cli.group import main

__all__ = ["ask", "audit", "beside", "decide", "decided", "doors", "export", "keep", "main", "make", "serve"]
