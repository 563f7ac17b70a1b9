"""The weights of the claim verifier and its thresholds: logistic regression, a dozen numbers.

Fitted (scikit-learn, L2, C 0.3, classes and sets weighted alike, BUMP twice) on one half of each dev
set, by the hash of the document. On the other half: WiCE 73.4 balanced accuracy and 78.6 AUC, SummEdits
59.8 balanced accuracy (mean of seven domains), BUMP 65.5 AUC, FRANK 82.9 AUC (CNN/DM). These are kind
figures: which measures to use was chosen with both halves in view. The rows are not part of this project.
"""

INTERCEPT = "intercept"

SUPPORTED = 0.5
"""The probability from which a claim or a summary counts as supported, here and in `evals/`.

What is shown of a model's own words must be surer than that: `rag.prove.SURE`. For drafted sentences
that passed all exact checks it was looked at on the tuning half of tests/rag/verify/paraphrases.jsonl
(49 of 50 above it) and on 89 sentences of the sample articles against others that do not state them
(the highest 0.29).
"""

CLAIM = {
    INTERCEPT: -4.59,
    "held": 5.12,  # share of content words that stand in the evidence
    "likeness": 1.55,  # cosine to the most similar sentence
    "unknown_names": -1.1,  # names that stand nowhere in the evidence, at most two
    "unknown_number": -0.42,  # whether a number stands nowhere in it
}
"""One sentence against a page; fitted on WiCE."""

SUMMARY = {
    INTERCEPT: -0.3,
    "sentences": 0.38,  # logarithm of their count
    "opening_pronouns": -1.01,  # sentences that open with a pronoun before anybody is named
    "unknown_names": -0.21,
    "unknown_number": -0.51,
    "likeness": 3.18,  # mean of the three highest cosines, mean over the sentences
    "unheld_word": -1.75,  # whether a content word is missing from the sentences that it rests on
    "negation": -0.43,  # findings of the exact checks, of which role and comparison count once
    "role": -0.69,
    "comparison": -0.3,
}
"""A summary against its article; fitted on SummEdits, BUMP and FRANK together."""
