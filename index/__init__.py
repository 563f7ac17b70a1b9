"""Articles in, searchable index out: read, split, embed, store, search."""
