"""Who is spoken of: the gazetteer of actors, their mentions, persons of the article itself, pronouns.

`gazetteer.load` reads the lists, `cast.find_cast` does the whole for one text, once, for mentions and speakers alike;
`mentions`, `persons` and `pronouns` are its three steps, `signs` and `capitals` say what shows a person, `nouns` and
`names` read the lists of words beside a name, and `context` holds what the words around a form say about it.
"""
