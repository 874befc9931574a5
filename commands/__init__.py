"""The commands of `communique`, by what they are about: parsing, progress, exit codes."""
