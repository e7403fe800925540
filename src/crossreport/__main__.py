"""Where the command line starts: `crossreport`, or `python -m crossreport`."""

import sys

try:
    import signal  # a tenth of what the start takes: Ctrl-C may come here too
except KeyboardInterrupt:
    sys.exit(130)


def start() -> None:
    """Loads the command line and runs it. Until it runs nothing is begun, and Ctrl-C ends the process without a word."""
    is_stopped_by_it = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_stopped_by_it:  # not where whoever started it, `nohup` for one, has it ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from crossreport.cli import main

    try:
        if is_stopped_by_it:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        main()
    except KeyboardInterrupt:  # outside of what a command does, which tells what became of it
        sys.exit(130)


if __name__ == "__main__":
    start()
