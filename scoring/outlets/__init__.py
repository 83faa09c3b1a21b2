"""From measurements of articles to numbers about outlets, each with its interval.

`aggregate` makes the scores; `intervals` says how certain they are; `contrasts` compares outlets with each other,
`matched` does so on the same stories, `groups` compares actors within an outlet. Methods, simulations and limits are
in docs/statistics.md.
"""
