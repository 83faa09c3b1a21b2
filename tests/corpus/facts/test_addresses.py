"""Addresses: the domain they are registered under, and which are one."""

import pytest

from scoring.corpus.facts.outlet import address_key, registered_domain


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("edition.cnn.com/x", "cnn.com"),
        ("http://someone.blogspot.com/1", "someone.blogspot.com"),
        ("https://www.dailybolt.example/a", "dailybolt.example"),
        ("https://web.archive.org/web/2019id_/https://www.post.com/a", "post.com"),
        ("http://127.0.0.1/x", None),
        ("http://localhost/x", None),
        ("http://[broken", None),
        ("no address", None),
        ("", None),
    ],
)
def test_registered_domains(url: str, domain: str | None) -> None:
    """The name under which a site is registered, without any look at the network."""
    assert registered_domain(url) == domain


def test_addresses_that_are_one() -> None:
    """Scheme, `www.`, tracking, fragment and a final slash make no difference; a query and the path do."""
    same = {
        address_key(f"{start}a.com/x{end}")
        for start in ("http://", "https://www.")
        for end in ("", "/", "?utm_id=1#c")
    }
    assert len(same) == 1
    assert address_key("https://a.com/x?id=1") != address_key("https://a.com/x?id=2")
    assert address_key("https://a.com/") is None
