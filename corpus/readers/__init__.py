"""Files in: each kind of file has its reader, told by content. `read_articles` gives all articles of a file of any
kind, `read_file` the one of a file that holds one.
"""

from .articles import read_articles
from .base import Limits, Reading
from .member_ids import member_of
from .rows import Columns
from .single import read_file

__all__ = ["Columns", "Limits", "Reading", "member_of", "read_articles", "read_file"]
