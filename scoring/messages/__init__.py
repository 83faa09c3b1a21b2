"""What a person is told: every failure as a sentence with its remedy, every name safe for the terminal."""
