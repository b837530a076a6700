"""Röstval: one article in, editions to listen to and share out. Importing this does nothing."""

# Written here and read by pyproject.toml: to ask the installed package costs every start and every worker 30 ms.
__version__ = "0.1.0"
