"""Crossreport keeps one sourced record of what many outlets report of the same events.

import crossreport

record = crossreport.build(["reports/"])                   # or reports as values, or files; kept with record="my.record"
brief = record.brief()                                     # what happened, who says so, do they agree
record = crossreport.open_record("my.record")
"""

# What type checkers take for true by its name; `typing` takes longer to load than all else that a start needs.
TYPE_CHECKING = False

__all__ = [
    "CrossreportError",
    "ExportError",
    "InputError",
    "Mapping",
    "NotFound",
    "RecordError",
    "Report",
    "SetupError",
    "Upload",
    "build",
    "open_record",
]

if TYPE_CHECKING:
    from crossreport.api import build, open_record
    from crossreport.errors import CrossreportError, ExportError, InputError, NotFound, RecordError, SetupError
    from crossreport.ingest.given import Upload
    from crossreport.ingest.mapping import Mapping
    from crossreport.model.report import Report
else:
    # Each name is loaded when it is first asked for: the command line starts with this module, and `--help` needs none.
    _HOMES = {
        "crossreport.api": ("build", "open_record"),
        "crossreport.errors": ("CrossreportError", "ExportError", "InputError", "NotFound", "RecordError", "SetupError"),
        "crossreport.ingest.given": ("Upload",),
        "crossreport.ingest.mapping": ("Mapping",),
        "crossreport.model.report": ("Report",),
    }

    def __getattr__(name):
        """A public name, from the module that defines it. AttributeError for any other."""
        from importlib import import_module

        for home, names in _HOMES.items():
            if name in names:
                return getattr(import_module(home), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__():
        return [*globals(), *__all__]
