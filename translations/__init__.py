"""The record, and the people who decide: what came in, what the machine drafted, who approved what."""
