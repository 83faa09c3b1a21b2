"""The dashboard in which outlets are compared. Reads a scores folder; never scores."""
