"""ffmpeg.py: bytes in, bytes out, and failures as one sentence."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

import pytest

from pipeline.audio import ffmpeg
from pipeline.errors import AudioError

COPY = ["-f", "s16le", "-ar", "8000", "-ac", "1", "-i", "pipe:0", "-f", "s16le", "pipe:1"]


def test_what_goes_in_comes_out() -> None:
    sound = bytes(range(256)) * 1000
    assert ffmpeg.run(COPY, sound) == sound


def test_a_file_is_read_from_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"skipped!" + b"\x01\x02" * 500)
    with (tmp_path / "a").open("rb") as handle:
        handle.seek(8)
        assert ffmpeg.run(COPY, handle) == b"\x01\x02" * 500


def test_the_version_is_known() -> None:
    assert ffmpeg.version()[0].isalnum()


def test_nonsense_is_an_audio_error_with_ffmpegs_reason() -> None:
    with pytest.raises(AudioError, match=r"ffmpeg failed \(.+\)\. Run `publish doctor`"):
        ffmpeg.run(["-i", "no-such-file.wav", "-f", "null", "-"])


@pytest.fixture
def standing_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in ffmpeg's place, named as a user would name it."""
    program = tmp_path / "ffmpeg"
    program.write_text(
        "#!/bin/sh\necho 'av_interleaved_write_frame(): No space left on device' >&2\nexit 1\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program))
    return program


@pytest.mark.usefixtures("standing_in")
def test_a_full_disk_is_told_apart() -> None:
    with pytest.raises(OSError, match="No space left") as caught:
        ffmpeg.run(COPY, b"")
    assert caught.value.errno == errno.ENOSPC


def test_a_program_that_cannot_start_is_one_sentence(standing_in: Path) -> None:
    standing_in.chmod(0o644)
    with pytest.raises(AudioError, match=r"cannot be started \(.+\)\. Run `publish doctor`"):
        ffmpeg.run(COPY, b"")
