"""The pages, one file each, read from top to bottom; `dashboard/app.py` lists them."""
