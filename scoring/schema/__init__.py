"""What comes out: the tables of a scores folder, as CSV, Parquet and datapackage.json."""
