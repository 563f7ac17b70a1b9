"""Evals live here."""
