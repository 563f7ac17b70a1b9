"""How the shipped weights are made. Nothing here is imported when a question is answered."""
