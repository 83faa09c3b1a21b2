"""One file per metric: this folder's listing is the catalogue."""
