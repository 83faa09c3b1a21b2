"""Who is spoken of: the gazetteer of actors, their mentions, persons of the article itself, pronouns.

`gazetteer.load` reads the lists, `article.find_actors` does the whole for one text; `mentions`, `persons` and
`pronouns` are its three steps, and `context` holds what the words around a form say about it.
"""
