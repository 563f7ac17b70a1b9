"""The `rag` command: the outermost ring, which may call on everything, imported by nothing."""
