"""Articles on the same event.

`stories` is the way through: `names` says what an article is about, `leads` how it begins, `weighing` how much each
word of these tells, `nearness` which articles are near in words and in time and how near is near enough, `linkage`
joins them. Figures stand in docs/statistics.md.
"""
