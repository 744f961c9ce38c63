"""Scores the bundled engine, before and after what songngu adds to it: `python -m benchmarks.evaluate`.

The judging is written anew here. Whether a number is right is never decided by `translations.checks`: a check that
graded itself would always pass.
"""
