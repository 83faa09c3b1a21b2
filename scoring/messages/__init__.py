"""Messages for the user: every failure is a sentence with its remedy, every name is safe to print."""
