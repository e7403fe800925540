"""`python -m crossreport` is the command line."""

from crossreport.cli import main

main()
