"""Articles on the same event.

`stories` is the way through: `names` says what an article is about, `nearness` which articles are near in
names and in time and how near is near enough, `linkage` joins them. Figures stand in docs/statistics.md.
"""
