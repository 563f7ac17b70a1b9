"""What is read off a text by rule, whatever was asked: words, names, numbers, days, places, pronouns."""
