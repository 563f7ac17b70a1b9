"""The weights of the claim verifier, all fitted by logistic regression, and its thresholds."""

INTERCEPT = "intercept"

SUPPORTED = 0.5
"""The probability from which anything counts as supported."""

CLAIM = {
    INTERCEPT: -6.5,
    "held": 6.0,
    "held_in_pairs": 0.0,
    "likeness": 6.0,
    "unknown_names": 0.0,
    "unknown_number": 0.0,
}
SUMMARY = {
    INTERCEPT: 0.0,
    "sentences": 0.0,
    "opening_pronouns": -1.0,
    "unknown_names": -1.0,
    "unknown_number": -1.0,
    "likeness": 1.0,
    "unheld_word": -1.0,
    "negation": -1.0,
    "role": -1.0,
    "comparison": -1.0,
    "modality": -1.0,
}
