"""The command `masthead`: `commands` and `evaluate` declare it, the others print, explain and serve."""
