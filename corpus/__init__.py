"""Articles in: which files a run reads, their readers, sidecar metadata; gold and scoring."""
