"""What the fields of an article are called: in tables, and in the exports and responses of the usual services.

To read the files of a new service, add its names here. A name stands for all its spellings: `source_name` is also
`Source Name`, `sourceName` and, in nested records, `source.name`.
"""

from collections.abc import Mapping


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


_NAMES = {
    "text": """text content body article_text article_body articlebody full_text fulltext maintext
        main_text main_content body_xhtml body_text article_content news_text article plain_text
        cleaned_text clean_text raw_text content_text paragraphs texto texte inhalt
        content_encoded encoded text_content content_plain body_plain full_content story_text
        story_content story_body news_body news_content post_content post_text post_body contents
        content_elements content_rendered page_content raw_content body_content web_body main_article
        document markdown contenido cuerpo contenu corps artikel artikeltext
        volltext""",
    "html": """html raw_html body_html content_html page_html page_source html_content html_body full_html
        html_source source_html original_html""",
    "outlet": """outlet source publisher publication newspaper outlet_name source_name publisher_name
        publication_name media medium media_name news_source news_outlet site site_name sitename website
        provider source_domain domain hostname quelle medio
        source_title publisher_title name_source provider_name website_name newspaper_name og_site_name
        meta_site_name source_hostname source_common_name feed_title channel_title source_id journal
        periodico journal_name zeitung clean_url site_full domain_name domain_url source_uri
        fields_publication""",
    "url": """url link article_url canonical_url web_url weburl webpage permalink href source_url
        url_original uri page_url resolved_page_url news_url story_url post_url full_url short_url
        requested_url responded_url html_responded_url html_requested_url main_entity_of_page links
        canonical original_url""",
    "title": """title headline article_title heading news_title page_title titel titre titulo
        web_title post_title story_title headlines title_detail title_full headline_main title_raw
        og_title item_title schlagzeile""",
    "byline": """byline author authors author_name writer writers reporter journalist creator autor
        bylines author_names authors_list authors_name by_line written_by author_detail credits_by
        dc_creator auteur autores verfasser journalists""",
    "published": """published published_at publishedat publish_date published_date publication_date
        publicationdate pub_date pubdate date_published datepublished date_publish publishdate
        published_utc publish_time published_time published_on first_published posted posted_at date_gmt
        post_date_gmt date
        datetime timestamp article_date news_date created_at datum fecha
        publishing_date web_publication_date date_time_pub date_time pub_time display_date
        first_publish_date first_publication_date published_datetime published_datetime_utc
        article_published_time iso_date issued version_created first_created seen_date created
        creation_date date_created post_date date_time_published release_date story_date
        display_datetime published_parsed estimated_date fecha_publicacion date_publication
        veroeffentlicht erscheinungsdatum publication_datetime publication_time time_published updated
        updated_at date_modified""",
    "language": "language lang language_code langue sprache idioma in_language article_language "
    "detected_language content_language",
    "group": "group outlet_group lean leaning bias political_lean political_leaning orientation",
    "article_id": """article_id articleid id _id doc_id docid document_id uuid guid uid
        stories_id news_id post_id unique_id @id""",
    "file": "file filename file_name filepath file_path path",
}
USUAL_NAMES: Mapping[str, tuple[str, ...]] = {n: tuple(names.split()) for n, names in _NAMES.items()}
"""The names of each field, the likeliest first; if a row has nothing there, the next is tried."""

LABELS: Mapping[str, str] = {
    **{
        name: field
        for field in ("outlet", "url", "title", "byline", "published", "language", "article_id")
        for name in USUAL_NAMES[field]
    },
    **dict.fromkeys(("paper", "publication_title", "periodical", "zeitung", "journal"), "outlet"),
    **dict.fromkeys(("author_byline", "auteur", "auteurs", "autoren", "autores", "by"), "byline"),
    **dict.fromkeys(("headlines", "überschrift", "schlagzeile", "kop"), "title"),
}
"""The field that each label of a line above a text tells (`TITLE: ...`), by the label as `plain_name` has it."""
MAX_HEADER_LINES = 60
"""Of what stands above a text."""

KNOWN_NAMES = frozenset(name for names in USUAL_NAMES.values() for name in names)

TEASER = "teaser"
TEASERS = _words("""summary description excerpt snippet abstract lead teaser standfirst dek deck lede lead_paragraph
    trail_text subtitle subheadline kicker intro introduction meta_description og_description highlights
    summary_detail resumen chapeau""")
"""Names of summaries, which are not the article; `Choice` keeps these columns under the name TEASER."""

PROPER_OUTLETS = frozenset(
    _words("""outlet outlet_name source_name publisher publisher_name publication publication_name newspaper
    media_name site_name source_title publisher_title name_source provider_name website_name
    newspaper_name og_site_name meta_site_name source_hostname source_common_name feed_title channel_title
    fields_publication""")
)
"""The names for columns with the outlet's proper name, which is preferred to an address or a number."""
DOMAINS = frozenset(
    _words("domain source_domain hostname clean_url site_full domain_name domain_url source_uri")
)
"""The names for columns with a host name, where `Echo.example` is not a proper name despite its capital."""

WRAPPERS = frozenset(
    _words("""_source fields node attributes data item row doc document article story post record entry meta
    metadata meta_data properties thread og dc twitter yoast_head_json _embedded jsonld json_ld body content
    text html payload result hit object _item newsitem""")
)
"""A record of one of these names is part of the article around it: `_source.title` is its title."""

TEXT_KEYS = _words("""plaintext plain_text rendered $value value text #text _ $t $ __cdata #cdata __text @value
    full_text content_text html body content articlebody article_text body.content main data default en""")
"""A record in the place of a text stands for the first of these that it holds."""
PART_KEYS = frozenset(
    _words("""summary lead lede standfirst intro headline heading subheadline subheading title paragraphs sections
    blocks children elements items parts p chapters nodes content_elements body content""")
)
"""In a record that has none of TEXT_KEYS, these are pieces of the text, in their order."""
KIND_KEYS = ("type", "_type", "nodetype", "kind", "subtype")
NO_TEXT_KINDS = frozenset(
    _words("""image picture photo video audio gallery ad advert advertisement link related related_links
    relatedlink embed tweet oembed oembed_response raw_html_embed caption author_info byline date kicker
    newsletter interstitial_link divider promo slideshow interactive_content code script title""")
)
"""Pieces of these kinds are not the article's running text."""
INLINE_KINDS = frozenset(_words("text span inline"))
"""Pieces of these kinds stand in one line; all others are lines of their own."""

_NAMED_BY = ("name", "title", "id")
REDUCED_BY: Mapping[str, tuple[str, ...]] = {
    "": (*_NAMED_BY, "value", "#text", "_", "text", "$oid", "$date"),
    "outlet": (
        "name", "title", "label", "display_name", "displayname", "#text", "_", "$t", "value", "text", "rendered",
        "domain", "hostname", "uri", "href", "url", "@id", "id",
    ),
    "byline": (
        "name", "display_name", "displayname", "full_name", "fullname", "original", "author_name", "byline",
        "title", "#text", "_", "$t", "value", "@value", "text", "rendered", "slug", "id",
    ),
    "title": (
        "rendered", "main", "basic", "value", "text", "#text", "_", "$t", "$", "__cdata", "@value", "title",
        "headline", "name", "default", "en",
    ),
    "url": ("href", "@href", "url", "canonical", "@id", "#text", "_", "$t", "value", "rendered", "link", "permalink"),
    "published": (
        "$date", "$numberlong", "iso", "utc", "date", "datetime", "value", "@value", "#text", "_", "$t", "display",
        "text", "rendered", "seconds", "_seconds",
    ),
    "language": ("code", "iso", "id", "value", "#text", "_", "$t", "@value", "name"),
    "article_id": ("$oid", "$numberlong", "#text", "_", "$t", "value", "@value", "rendered", "id", "name"),
}  # fmt: skip
"""A record in the place of a metadata field stands for the first of these that it holds ("": all others)."""
FIRST_NAMES = ("first_name", "firstname", "first", "given_name", "given")
LAST_NAMES = ("last_name", "lastname", "last", "family_name", "family", "surname")

NO_ARTICLE_LISTS = frozenset(
    _words("""comments replies reviews related related_articles related_stories media images videos authors author
    tags keywords categories entities links thumbnails multimedia translations""")
)
"""Lists of these names hold other things than articles, whatever their records look like."""
FEED_LISTS = frozenset(_words("items entries item entry articles posts"))
FEED_HEADS = ("feed", "channel", "source", "publication", "site")
"""A list of articles beside a record of one of these names: what is said there of the outlet holds for all."""
