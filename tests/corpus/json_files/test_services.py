"""JSON of all usual services: their nested records are read without any option."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus, CorpusError

from ..writing import story, write_lines, write_text

TEXT = story(4)
LINES = TEXT.split("\n")
HTML = "".join(f"<p>{line}</p>\n" for line in LINES)
TEASER = "The harbour board met on Monday."
URL = "https://www.echo.example/2023/05/bells"
WHEN = "2023-05-14T10:15:00Z"
AT = datetime(2023, 5, 14, 10, 15)

SERVICES: dict[str, tuple[object, Mapping[str, object]]] = {
    "Fundus": (
        {
            "title": "Bells",
            "authors": ["Ida Holm", "Bo Ray"],
            "body": {
                "summary": [LINES[0]],
                "sections": [
                    {"headline": [], "paragraphs": [LINES[1]]},
                    {"headline": [], "paragraphs": [LINES[2]]},
                ],
            },
            "publishing_date": "2023-05-14 10:15:00+00:00",
            "publisher": "The Echo",
            "topics": ["Harbour"],
            "html": {"requested_url": URL, "responded_url": URL, "crawl_date": "2024-01-01 00:00:00"},
        },
        {"outlet": "The Echo", "byline": "Ida Holm, Bo Ray", "url": URL},
    ),
    "Fundus with its plain text": (
        {
            "title": "Bells",
            "plaintext": TEXT,
            "publisher": "The Echo",
            "publishing_date": WHEN,
            "free_access": True,
        },
        {"outlet": "The Echo"},
    ),
    "WordPress REST": (
        [
            {
                "id": 71,
                "date": "2023-05-14T12:15:00",
                "date_gmt": "2023-05-14T10:15:00",
                "guid": {"rendered": "https://www.echo.example/?p=71"},
                "link": URL,
                "title": {"rendered": "Bells"},
                "content": {"rendered": HTML, "protected": False},
                "excerpt": {"rendered": f"<p>{TEASER} [&hellip;]</p>", "protected": False},
                "author": 5,
                "featured_media": 0,
                "yoast_head_json": {"title": "Bells - The Echo", "og_site_name": "The Echo"},
                "_embedded": {
                    "author": [{"id": 5, "name": "Ida Holm", "link": "https://www.echo.example/a/5"}]
                },
            }
        ],
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL, "article_id": "71"},
    ),
    "feedparser's dump": (
        {
            "bozo": False,
            "feed": {"title": "The Echo", "links": [{"rel": "self", "href": "https://www.echo.example/rss"}]},
            "entries": [
                {
                    "title": "Bells",
                    "title_detail": {"type": "text/plain", "value": "Bells"},
                    "link": URL,
                    "links": [{"rel": "alternate", "href": URL}],
                    "summary": TEASER,
                    "content": [{"type": "text/plain", "value": TEXT}, {"type": "text/html", "value": HTML}],
                    "author": "Ida Holm",
                    "authors": [{"name": "Ida Holm"}],
                    "published": "Sun, 14 May 2023 10:15:00 GMT",
                    "published_parsed": [2023, 5, 14, 10, 15, 0, 6, 134, 0],
                }
            ],
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL},
    ),
    "feedparser's entry of an aggregator": (
        [
            {
                "title": "Bells",
                "content": [{"type": "text/html", "value": HTML}],
                "source": {"href": "https://www.echo.example", "title": "The Echo"},
                "published_parsed": [2023, 5, 14, 10, 15, 0, 6, 134, 0],
            }
        ],
        {"outlet": "The Echo"},
    ),
    "the Guardian's API": (
        {
            "response": {
                "status": "ok",
                "results": [
                    {
                        "id": "world/2023/may/14/bells",
                        "type": "article",
                        "webTitle": "Bells",
                        "webUrl": URL,
                        "webPublicationDate": WHEN,
                        "fields": {
                            "headline": "Bells",
                            "byline": "Ida Holm",
                            "bodyText": TEXT.replace("\n", " "),
                            "body": HTML,
                            "publication": "The Echo",
                        },
                    }
                ],
            }
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL, "article_id": "world/2023/may/14/bells"},
    ),
    "Event Registry": (
        {
            "articles": {
                "page": 1,
                "results": [
                    {
                        "uri": "799",
                        "url": URL,
                        "title": "Bells",
                        "body": TEXT,
                        "lang": "eng",
                        "date": "2023-05-14",
                        "dateTimePub": WHEN,
                        "dateTime": "2023-05-14T11:00:00Z",
                        "source": {"uri": "echo.example", "dataType": "news", "title": "The Echo"},
                        "authors": [{"uri": "ida@echo.example", "name": "Ida Holm", "type": "author"}],
                    }
                ],
            }
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL, "published": datetime(2023, 5, 14)},
    ),
    "Media Cloud": (
        [
            {
                "stories_id": 9,
                "title": "Bells",
                "story_text": TEXT,
                "media_name": "The Echo",
                "media_url": "https://www.echo.example",
                "publish_date": "2023-05-14 10:15:00",
                "url": URL,
            }
        ],
        {"outlet": "The Echo", "article_id": "9", "url": URL},
    ),
    "NewsAPI": (
        {
            "status": "ok",
            "totalResults": 1,
            "articles": [
                {
                    "source": {"id": None, "name": "The Echo"},
                    "author": "Ida Holm",
                    "title": "Bells",
                    "description": TEASER,
                    "url": URL,
                    "urlToImage": "https://www.echo.example/a.jpg",
                    "publishedAt": WHEN,
                    "content": TEXT,
                }
            ],
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL},
    ),
    "Newscatcher": (
        {
            "articles": [
                {
                    "title": "Bells",
                    "author": "Ida Holm",
                    "published_date": "2023-05-14 10:15:00",
                    "link": URL,
                    "clean_url": "echo.example",
                    "excerpt": TEASER,
                    "summary": TEXT,
                    "rights": "echo.example",
                    "media": "https://cdn.pictures.example/x/1.jpg",
                    "_id": "4f",
                }
            ]
        },
        {"outlet": "echo.example", "byline": "Ida Holm", "url": URL, "article_id": "4f"},
    ),
    "Webz": (
        {
            "posts": [
                {
                    "thread": {
                        "site": "echo.example",
                        "site_full": "www.echo.example",
                        "title": "Bells",
                        "url": URL,
                    },
                    "uuid": "a1",
                    "author": "Ida Holm",
                    "title": "Bells",
                    "text": TEXT,
                    "published": "2023-05-14T10:15:00.000+00:00",
                }
            ]
        },
        {"outlet": "echo.example", "byline": "Ida Holm", "url": URL, "article_id": "a1"},
    ),
    "Aylien": (
        {
            "stories": [
                {
                    "id": 3,
                    "title": "Bells",
                    "body": TEXT,
                    "summary": {"sentences": [TEASER]},
                    "source": {"id": 8, "domain": "echo.example", "name": "The Echo"},
                    "author": {"id": 7, "name": "Ida Holm"},
                    "links": {"permalink": URL},
                    "published_at": WHEN,
                }
            ]
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL, "article_id": "3"},
    ),
    "Diffbot": (
        {
            "objects": [
                {
                    "type": "article",
                    "title": "Bells",
                    "text": TEXT,
                    "siteName": "The Echo",
                    "author": "Ida Holm",
                    "date": "Sun, 14 May 2023 10:15:00 GMT",
                    "pageUrl": URL,
                    "images": [{"url": "https://www.echo.example/a.jpg", "title": "A bell"}],
                }
            ]
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL},
    ),
    "Newspaper": (
        {
            "url": URL,
            "source_url": "https://www.echo.example",
            "title": "Bells",
            "text": TEXT,
            "authors": ["Ida Holm"],
            "publish_date": "2023-05-14 10:15:00",
            "summary": "",
            "meta_site_name": "The Echo",
            "meta_data": {"og": {"title": "Bells!", "image": {"identifier": "a.jpg"}}},
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL},
    ),
    "news-please": (
        {
            "authors": ["Ida Holm"],
            "date_publish": "2023-05-14 10:15:00",
            "description": TEASER,
            "filename": "bells.json",
            "maintext": TEXT,
            "source_domain": "www.echo.example",
            "title": "Bells",
            "url": URL,
        },
        {"outlet": "echo.example", "byline": "Ida Holm", "url": URL},
    ),
    "trafilatura": (
        {
            "title": "Bells",
            "author": "Ida Holm",
            "hostname": "echo.example",
            "date": "2023-05-14T10:15:00Z",
            "fingerprint": "ab12",
            "id": None,
            "source": URL,
            "source-hostname": "The Echo",
            "excerpt": TEASER,
            "raw_text": TEXT.replace("\n", " "),
            "text": TEXT,
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL},
    ),
    "Readability": (
        {
            "title": "Bells",
            "byline": "Ida Holm",
            "content": f"<div>{HTML}</div>",
            "textContent": TEXT.replace("\n", " "),
            "excerpt": TEASER,
            "siteName": "The Echo",
            "publishedTime": WHEN,
        },
        {"outlet": "The Echo", "byline": "Ida Holm"},
    ),
    "Mercury": (
        {
            "title": "Bells",
            "author": "Ida Holm",
            "content": f"<div>{HTML}</div>",
            "date_published": WHEN,
            "lead_image_url": "https://www.echo.example/a.jpg",
            "dek": None,
            "url": URL,
            "domain": "www.echo.example",
        },
        {"outlet": "echo.example", "byline": "Ida Holm", "url": URL},
    ),
    "Scrapy, every field a list": (
        [
            {
                "title": ["Bells"],
                "text": LINES,
                "author": ["Ida Holm"],
                "url": [URL],
                "date": [WHEN],
                "site": ["The Echo"],
            }
        ],
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL},
    ),
    "a page of HuggingFace's rows": (
        {
            "features": [{"feature_idx": 0, "name": "text", "type": {"dtype": "string"}}],
            "rows": [
                {
                    "row_idx": 0,
                    "row": {
                        "text": TEXT,
                        "title": "Bells",
                        "domain": "echo.example",
                        "date": WHEN,
                        "url": URL,
                    },
                    "truncated_cells": [],
                }
            ],
        },
        {"outlet": "echo.example", "url": URL},
    ),
    "Elasticsearch": (
        {
            "took": 3,
            "hits": {
                "total": {"value": 1},
                "hits": [
                    {
                        "_index": "news",
                        "_id": "e1",
                        "_source": {
                            "title": "Bells",
                            "body": TEXT,
                            "source": {"name": "The Echo"},
                            "@timestamp": WHEN,
                            "author": "Ida Holm",
                        },
                    }
                ],
            },
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "article_id": "e1"},
    ),
    "MongoDB": (
        [
            {
                "_id": {"$oid": "645f00000000000000000001"},
                "title": "Bells",
                "content": TEXT,
                "publisher": "The Echo",
                "date": {"$date": {"$numberLong": "1684059300000"}},
            }
        ],
        {"outlet": "The Echo", "article_id": "645f00000000000000000001"},
    ),
    "JSON-LD": (
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite", "name": "The Echo", "url": "https://www.echo.example"},
                {
                    "@type": "NewsArticle",
                    "headline": "Bells",
                    "articleBody": TEXT,
                    "author": [{"@type": "Person", "name": "Ida Holm"}],
                    "publisher": {
                        "@type": "Organization",
                        "name": "The Echo",
                        "logo": {"url": "https://e.example/l.png"},
                    },
                    "datePublished": WHEN,
                    "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
                    "inLanguage": "en",
                },
            ],
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL},
    ),
    "JSON Feed": (
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "The Echo",
            "home_page_url": "https://www.echo.example",
            "items": [
                {
                    "id": "i1",
                    "url": URL,
                    "title": "Bells",
                    "content_text": TEXT,
                    "summary": TEASER,
                    "date_published": WHEN,
                    "authors": [{"name": "Ida Holm", "url": "https://www.echo.example/ida"}],
                }
            ],
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL, "article_id": "i1"},
    ),
    "RSS as xmltodict writes it": (
        {
            "rss": {
                "@version": "2.0",
                "channel": {
                    "title": "The Echo",
                    "link": "https://www.echo.example",
                    "item": [
                        {
                            "title": "Bells",
                            "link": URL,
                            "guid": {"@isPermaLink": "false", "#text": "g1"},
                            "dc:creator": "Ida Holm",
                            "pubDate": "Sun, 14 May 2023 10:15:00 GMT",
                            "description": TEASER,
                            "content:encoded": HTML,
                        }
                    ],
                },
            }
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL, "article_id": "g1"},
    ),
    "Atom as xml2js writes it": (
        {
            "feed": {
                "title": {"_": "The Echo", "$": {"type": "text"}},
                "entry": [
                    {
                        "id": "t1",
                        "title": {"_": "Bells", "$": {"type": "html"}},
                        "link": [{"@rel": "alternate", "@href": URL}],
                        "author": {"name": "Ida Holm"},
                        "published": WHEN,
                        "content": {"_": HTML, "$": {"type": "html"}},
                    }
                ],
            }
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL, "article_id": "t1"},
    ),
    "GraphQL": (
        {
            "data": {
                "articles": {
                    "edges": [
                        {
                            "cursor": "x",
                            "node": {
                                "id": "n1",
                                "headline": "Bells",
                                "body": TEXT,
                                "publishedAt": WHEN,
                                "publication": {"name": "The Echo"},
                                "author": {"firstName": "Ida", "lastName": "Holm"},
                            },
                        }
                    ],
                    "pageInfo": {"hasNextPage": False},
                }
            }
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "article_id": "n1"},
    ),
    "ninjs": (
        {
            "uri": "urn:newsml:echo.example:1",
            "headline": "Bells",
            "byline": "Ida Holm",
            "body_text": TEXT.replace("\n", " "),
            "body_xhtml": f"<div>{HTML}</div>",
            "versioncreated": WHEN,
            "source": "The Echo",
        },
        {"outlet": "The Echo", "byline": "Ida Holm"},
    ),
    "the Post's collection of TREC": (
        {
            "id": "w1",
            "article_url": URL,
            "title": "Bells",
            "author": "Ida Holm",
            "published_date": 1684059300000,
            "source": "The Echo",
            "contents": [
                {"content": "Harbour", "mime": "text/plain", "type": "kicker"},
                {"content": "Bells", "type": "title"},
                {"content": "By Ida Holm", "type": "byline"},
                {"content": 1684059300000, "type": "date"},
                *({"content": line, "subtype": "paragraph", "type": "sanitized_html"} for line in LINES),
                {"type": "image", "fullcaption": "A bell."},
            ],
        },
        {"outlet": "The Echo", "byline": "Ida Holm", "url": URL, "article_id": "w1"},
    ),
    "Arc": (
        {
            "type": "story",
            "_id": "arc1",
            "canonical_url": URL,
            "headlines": {"basic": "Bells"},
            "credits": {"by": [{"type": "author", "name": "Ida Holm"}]},
            "first_publish_date": WHEN,
            "content_elements": [{"type": "text", "content": f"<b></b>{line}"} for line in LINES]
            + [{"type": "image", "caption": "A bell."}],
        },
        {"outlet": "echo.example", "byline": "Ida Holm", "url": URL, "article_id": "arc1"},
    ),
    "JSON:API": (
        {
            "data": [
                {
                    "type": "articles",
                    "id": "j1",
                    "attributes": {"title": "Bells", "body": TEXT, "published-at": WHEN},
                }
            ]
        },
        {"article_id": "j1"},
    ),
    "a document of a text pipeline": (
        [{"page_content": TEXT, "metadata": {"source": URL, "title": "Bells", "published": WHEN}}],
        {"outlet": "echo.example", "url": URL},
    ),
    "records in wrappings nobody knows": (
        {
            "ok": 1,
            "reply": {"batch": [{"url": URL, "wrapping": {"headline": "Bells", "body": TEXT, "date": WHEN}}]},
        },
        {"outlet": "echo.example", "url": URL},
    ),
    "a page of Spring": (
        {
            "content": [{"id": "s1", "title": "Bells", "content": TEXT, "date": WHEN}],
            "totalPages": 1,
            "number": 0,
        },
        {"article_id": "s1"},
    ),
    "an editor's blocks": (
        {
            "title": "Bells",
            "date": WHEN,
            "body": {
                "type": "doc",
                "content": [
                    {
                        "type": "paragraph",
                        "content": [{"type": "text", "text": line[:9]}, {"type": "text", "text": line[9:]}],
                    }
                    for line in LINES
                ],
            },
        },
        {},
    ),
}


def read_document(folder: Path, content: object, columns: Mapping[str, str] | None = None) -> Corpus:
    """Read one JSON file of this content, and hold the result to its sum."""
    path = write_text(folder / "a.json", content if isinstance(content, str) else json.dumps(content))
    corpus = read_corpus([path], columns=columns)
    assert corpus.articles_in == corpus.articles.height + corpus.rejects.height + corpus.duplicates.height
    return corpus


@pytest.mark.parametrize(("content", "told"), SERVICES.values(), ids=SERVICES)
def test_a_service_s_own_form_is_read(content: object, told: Mapping[str, object], tmp_path: Path) -> None:
    """One article each, with its whole text and what the service says of it."""
    corpus = read_document(tmp_path, content)
    assert corpus.rejects.is_empty()
    article = corpus.articles.row(0, named=True)
    expected = {"title": "Bells", "published": AT, "text": TEXT, **told}
    if "content" in str(content) and "textContent" not in str(content):
        expected["text"] = TEXT
    assert {name: article[name] for name in expected} == expected
    assert corpus.articles_in == 1


@pytest.mark.parametrize(("content", "told"), SERVICES.values(), ids=SERVICES)
def test_the_same_as_a_line(content: object, told: Mapping[str, object], tmp_path: Path) -> None:
    """An answer of a service kept as one line of JSON Lines gives the same article."""
    found = read_corpus([write_lines(tmp_path / "a.jsonl", [content, {"title": "x", "text": story(9)}])])
    article = found.articles.filter(pl.col("row") == 1).row(0, named=True)
    assert article["text"] == TEXT
    assert {name: article[name] for name in told} == dict(told)


def records(count: int = 3) -> list[dict[str, object]]:
    """Articles `T0`, `T1`, ... as records with records inside."""
    return [
        {
            "title": f"T{n}",
            "text": story(n),
            "source": {"name": "The Echo"},
            "authors": [{"name": "Ida"}, {"name": "Bo"}],
        }
        for n in range(count)
    ]


def by_columns() -> dict[str, object]:
    """The same as pandas' `to_json()` writes them by default."""
    return {
        name: {str(n): row[name] for n, row in enumerate(records())} for name in ("title", "text", "source")
    }


WHOLE: dict[str, str] = {
    "by columns": json.dumps(by_columns()),
    "columns as lists": json.dumps(
        {"title": [f"T{n}" for n in range(3)], "text": [story(n) for n in range(3)]}
    ),
    "split": json.dumps(
        {"columns": ["title", "text"], "index": [0, 1, 2], "data": [[f"T{n}", story(n)] for n in range(3)]}
    ),
    "a table with its schema": json.dumps(
        {
            "schema": {"fields": [{"name": "title"}, {"name": "text"}], "pandas_version": "1.4.0"},
            "data": records(),
        }
    ),
    "rows below a header": json.dumps([["title", "text"], *([f"T{n}", story(n)] for n in range(3))]),
    "keyed by their names": json.dumps({f"key-{n}": row for n, row in enumerate(records())}),
    "one after another, indented": "\n".join(json.dumps(row, indent=2) for row in records()),
    "one after another, commas between": ",\n".join(json.dumps(row) for row in records()),
    "one after another, nothing between": "".join(json.dumps(row) for row in records()),
    "record separators": "".join(f"\x1e{json.dumps(row)}\n" for row in records()),
    "a comma after the last": "[" + ",\n".join(json.dumps(row) for row in records()) + ",\n]",
    "commas after the last fields": json.dumps(records()).replace('"Bo"}]}', '"Bo",},],}'),
    "a byte order mark": "\ufeff" + json.dumps(records()),
    "assigned in a script": f"var news = {json.dumps(records())};\n",
    "JSONP": f"/**/show({json.dumps({'articles': records()})});",
    "a module": f"export default {json.dumps(records())}",
    "guarded": f")]}}',\n{json.dumps(records())}",
    "as Python prints it": str(records()),
    "as Python prints them": "\n".join(map(str, records())),
    "pages of a service": json.dumps(
        [{"ok": 1, "articles": records()[:2]}, {"ok": 1, "articles": records()[2:]}]
    ),
    "several lists": json.dumps({"home": records()[:1], "sport": records()[1:]}),
    "deep within": '{"a":' * 20 + json.dumps(records()) + "}" * 20,
    "line breaks within strings": json.dumps(records()).replace("\\n", "\n"),
    "with NaN": json.dumps(records()).replace('"Bo"', "NaN"),
}


@pytest.mark.parametrize("ending", ["json", "jsonl"])
@pytest.mark.parametrize("content", WHOLE.values(), ids=WHOLE)
def test_every_shape_gives_the_same_articles(content: str, ending: str, tmp_path: Path) -> None:
    """By rows, by columns, by keys, in a row, in a script: the same three articles, whatever the file's ending."""
    path = write_text(tmp_path / f"a.{ending}", content)
    corpus = read_corpus([path])
    assert corpus.rejects.is_empty()
    assert sorted(corpus.articles.select("title", "text").rows()) == [(f"T{n}", story(n)) for n in range(3)]


def test_a_key_is_the_identifier_of_a_record_without_one(tmp_path: Path) -> None:
    """Of records keyed by an identifier that key is the article's; its own goes before."""
    content = {"k1": {"text": story(1)}, "k2": {"text": story(2), "id": "own"}}
    assert set(read_document(tmp_path, content).articles["article_id"]) == {"k1", "own"}


DAMAGED: dict[str, tuple[str, list[int]]] = {
    "a list cut off": (json.dumps(records(4))[:-120], [4]),
    "a service's list cut off": (json.dumps({"ok": 1, "n": 4, "articles": records(4)})[:-120], [4]),
    "an indented list cut off": (json.dumps({"articles": records(4)}, indent=1)[:-150], [4]),
    "a comma missing in the second": (json.dumps(records(4)).replace('"T1", "', '"T1" "'), [2]),
    "a quotation mark missing in the last": (json.dumps(records(4)).replace('"T3", ', '"T3, '), [4]),
    "no value in the first": (json.dumps(records(4)).replace('"T0"', ""), [1]),
}


@pytest.mark.parametrize(("content", "refused"), DAMAGED.values(), ids=DAMAGED)
def test_one_broken_object_costs_no_other(content: str, refused: list[int], tmp_path: Path) -> None:
    """What is whole is read; what is broken is refused by its place among the others."""
    corpus = read_document(tmp_path, content)
    assert corpus.rejects["row"].to_list() == refused
    assert corpus.rejects["reason"].str.starts_with("no JSON").all()
    expected = [f"T{n - 1}" for n in range(1, 5) if n not in refused]
    assert corpus.articles["title"].sort().to_list() == expected
    assert corpus.articles.sort("title")["row"].to_list() == [n for n in range(1, 5) if n not in refused]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('"title": "A", "title": ""', "A"),
        ('"title": "", "title": "A"', "A"),
        ('"title": "A", "id": ' + "9" * 5000, "A"),
        ('"title": "A \\ud83d B"', "A \ufffd B"),
        ('"title": "It\\\'s"', "It's"),
        ('"title": 12', "12"),
        ('"title": true', None),
        ('"title": NaN', None),
        ('"title": "null"', None),
    ],
)
def test_odd_values(written: str, title: str | None, tmp_path: Path) -> None:
    """A key twice, a number without end, half a surrogate pair, a stray escape: the article is read."""
    corpus = read_document(tmp_path, '[{"text": ' + json.dumps(story()) + ", " + written + "}]")
    assert corpus.articles["title"].to_list() == [title]


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    """A document nested beyond all measure is one refusal."""
    with pytest.raises(CorpusError, match="nested too deeply"):
        read_document(tmp_path, '{"a":' * 50_000 + "1" + "}" * 50_000)


@pytest.mark.parametrize(
    "content",
    [
        {
            "articles": [
                {"url": URL, "title": "Bells", "seendate": "20230514T101500Z", "domain": "echo.example"}
            ]
        },
        {"value": [{"name": "Bells", "url": URL, "description": TEASER, "provider": [{"name": "The Echo"}]}]},
        {
            "response": {
                "docs": [{"abstract": TEASER, "web_url": URL, "headline": {"main": "Bells"}, "snippet": "x"}]
            }
        },
        {
            "articles": [
                {"title": "Bells", "content": f"{story()[:190]}… [+2219 chars]", "description": TEASER}
            ]
        },
        {
            "articles": [
                {"title": "Bells", "content": f"{story()[:190]}... [1234 chars]", "description": TEASER}
            ]
        },
        {"results": [{"title": "Bells", "content": "ONLY AVAILABLE IN PAID PLANS", "description": TEASER}]},
    ],
    ids=["GDELT", "Bing", "the Times", "NewsAPI", "GNews", "newsdata"],
)
def test_what_holds_no_article_is_refused_with_the_reason(content: object, tmp_path: Path) -> None:
    """Lists of addresses, of teasers, of beginnings: none is scored as if it were the article."""
    write_text(tmp_path / "good.txt")
    write_text(tmp_path / "a.json", json.dumps(content))
    corpus = read_corpus([tmp_path])
    assert corpus.articles["file"].str.ends_with("good.txt").all()
    reason = corpus.rejects["reason"].to_list()[0]
    assert any(
        word in reason for word in ("no column holds", "announces", "cut off by its provider", "withheld")
    )


@pytest.mark.parametrize(
    "path",
    [
        "fields.bodyLong",
        "deep.parts[1].v",
        "deep.parts.1.v",
        "$.deep.parts[1].v",
        "dotted.name",
        "fields.Body Long",
    ],
)
@pytest.mark.parametrize("taught", [True, False])
def test_a_mapping_reaches_inside(path: str, taught: bool, tmp_path: Path) -> None:
    """A mapped column may be a path, whichever way round it is written; a column with dots in its name is found."""
    record = {
        "text": "The usual column, which must not win over the one that the user names, however it is called.",
        "fields": {"bodyLong": story(1)},
        "deep": {"parts": [{"v": "first"}, {"v": story(1)}]},
        "dotted.name": story(1),
    }
    columns = {path: "text"} if taught else {"text": path}
    assert read_document(tmp_path, [record], columns).articles["text"].to_list() == [story(1)]


def test_a_mapping_joins_what_a_list_holds(tmp_path: Path) -> None:
    """A path into a list without a number stands for all of it."""
    record = {
        "parts": [{"v": line, "k": n} for n, line in enumerate(LINES)],
        "people": [{"n": "Ida"}, {"n": "Bo"}],
    }
    found = read_document(tmp_path, [record], {"parts[].v": "text", "people.n": "byline"}).articles
    assert found.select("text", "byline").rows() == [(TEXT, "Ida, Bo")]


def test_a_mapped_path_that_no_record_has_is_an_error(tmp_path: Path) -> None:
    """The error names the paths there are, and no article's text."""
    with pytest.raises(CorpusError, match=r"No file has a column 'fields.story'.*fields.bodyLong"):
        read_document(tmp_path, [{"text": story(), "fields": {"bodyLong": "x"}}], {"fields.story": "text"})


def test_records_in_a_parquet_table_are_read_as_those_in_json(tmp_path: Path) -> None:
    """Columns that hold records are searched for the usual names, and may be mapped."""
    rows = [
        {"id": f"{n}", "fields": {"bodyText": story(n), "slug": f"story-{n}"}, "source": {"name": "Echo"}}
        for n in (1, 2)
    ]
    pl.DataFrame(rows).write_parquet(tmp_path / "a.parquet")
    write_lines(tmp_path / "b.jsonl", rows)
    of_table, of_lines = (
        read_corpus([tmp_path / name], columns={"title": "fields.slug"}).articles.drop("file")
        for name in ("a.parquet", "b.jsonl")
    )
    assert of_table.height == 2
    assert of_table.equals(of_lines)
    assert of_table["title"].to_list() == ["story-1", "story-2"]
