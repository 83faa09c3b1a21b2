"""`python -m scoring` is the command `masthead`."""

from scoring.cli import main

main()
