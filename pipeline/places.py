"""Where things are kept, as a value. `config.py` works it out from the environment; everyone else is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """Folders and files of this installation and this user.

    `data` holds what the user installed (models, voices, translation memory); `cache` may be deleted at any time;
    `voice_folders` are searched for voice files, lexicons and the glossary, later ones winning:
    the shipped one, the user's, the working directory's, those named in publish.toml.
    """

    data: Path
    cache: Path
    voice_folders: tuple[Path, ...]

    @property
    def models(self) -> Path:
        """Translation models, one folder per model."""
        return self.data / "models"

    @property
    def voices(self) -> Path:
        """Voices the user installed: `<id>.toml` beside the model files."""
        return self.data / "voices"

    @property
    def memory(self) -> Path:
        """The user's translation memory."""
        return self.data / "memory.sqlite"


def shipped_voices() -> Path:
    """The voices that came with the package: inside the wheel, or beside the package in a source tree."""
    package = Path(__file__).parent
    inside = package / "shipped_voices"
    return inside if inside.is_dir() else package.parent / "voices"
