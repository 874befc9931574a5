"""Gold annotations, one YAML file an article; docs/annotation.md says how they are written."""
