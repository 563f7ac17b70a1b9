"""Comparing what several articles say: which report the same event, where they agree, where they differ."""
