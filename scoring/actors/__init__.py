"""Who an article is about: listed actors, other persons that it names, and the pronouns that refer to them.

`gazetteer.load` reads the lists. `cast.find_cast` finds everybody in one text, for mentions and speakers alike; its
three steps are `mentions`, `persons` and `pronouns`. `signs` and `capitals` find what shows that a name is a person's,
`nouns` and `names` read the word lists, and `context` judges a form by the words around it.
"""
