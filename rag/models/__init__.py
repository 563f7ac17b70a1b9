"""Language models: named by one string, opened through llama-index's interface, fetched and listed.

Nothing here imports a model's library until that model is asked for.
"""
