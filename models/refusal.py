"""The base of all errors that a user can put right."""

from __future__ import annotations


class InputError(ValueError):
    """Something given to the program is refused: a file, a folder, a setting. The words say what and why.

    The command line shows the words alone; every other exception is a bug, and shows its traceback.
    """
