"""Runs over any number of files: workers, limits, a journal to go on from. Joins corpus, pipeline and outputs."""
