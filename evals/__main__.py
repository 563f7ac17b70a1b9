"""`python -m evals` is `rag eval`."""

import sys

from rag.cli.app import main

main(["eval", *sys.argv[1:]])
