"""From measurements of articles to numbers about outlets, each with its interval.

`aggregate` makes the scores; `intervals` says how sure they are; `contrasts` sets outlets against each
other, `matched` on the same stories, `groups` actors within an outlet. Methods, simulations
and limits stand in docs/statistics.md.
"""
