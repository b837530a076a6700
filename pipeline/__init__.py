"""Röstval: one article in, editions to listen to and share out. Importing this does nothing."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("rostval")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0"
