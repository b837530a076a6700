"""Settings and places: defaults <- publish.toml <- environment <- flags. The only reader of the environment.

An environment variable is `ROSTVAL_` and the setting's name in capitals, sections set apart by two underscores:
`ROSTVAL_OFFLINE=1`, `ROSTVAL_LANGUAGES=en,de`, `ROSTVAL_AUDIO__BITRATE=96`.
`ROSTVAL_HOME` and `ROSTVAL_CACHE` move the places where models, voices and the cache are kept.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec
import platformdirs

from pipeline.errors import ConfigError
from pipeline.places import Places, shipped_voices
from pipeline.settings import Section, Settings

CONFIG_FILE = "publish.toml"
PREFIX = "ROSTVAL_"
PLACE_VARIABLES = ("HOME", "CACHE")
APP = "rostval"


def load(config: Path | None = None, flags: Mapping[str, Any] | None = None) -> Settings:
    """The settings of a run. `config` None takes publish.toml of the working directory, where there is one.

    `flags` is nested like publish.toml; it wins over everything. Raises ConfigError naming the setting.
    """
    path = config or Path(CONFIG_FILE)
    layers = [_from_file(path, required=config is not None), _from_environment(os.environ), flags or {}]
    merged: dict[str, Any] = {}
    for layer in layers:
        merged = _merge(merged, layer)
    try:
        return msgspec.convert(merged, Settings, strict=False, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise ConfigError(_explain(error, path)) from error


def places(settings: Settings) -> Places:
    """Where things are kept for this user and working directory. Makes no folder."""
    data = Path(os.environ.get(f"{PREFIX}HOME") or platformdirs.user_data_dir(APP))
    cache = Path(os.environ.get(f"{PREFIX}CACHE") or platformdirs.user_cache_dir(APP))
    named = (Path(folder).expanduser() for folder in settings.speech.voice_folders)
    folders = (shipped_voices(), data / "voices", Path.cwd() / "voices", *named)
    return Places(data=data, cache=cache, voice_folders=tuple(dict.fromkeys(f.resolve() for f in folders)))


def own_environment() -> dict[str, str]:
    """The variables that are ours, as they are now: what runs at night would otherwise not know them."""
    return {name: value for name, value in sorted(os.environ.items()) if name.startswith(PREFIX)}


def _from_file(path: Path, *, required: bool) -> dict[str, Any]:
    if not required and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(
            f"Cannot read {path}: {error.strerror}. Name another file with --config."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8. Save it as UTF-8 text.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}. Mend that line.") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    layer: dict[str, Any] = {}
    for name, value in sorted(environment.items()):
        setting = name.removeprefix(PREFIX)
        if setting != name and setting not in PLACE_VARIABLES:
            layer = _merge(layer, _nested(setting.lower().split("__"), value))
    return layer


def _nested(names: Sequence[str], value: str) -> dict[str, Any]:
    parsed: Any = [part.strip() for part in value.split(",")] if _is_list(names) else value
    for name in reversed(names):
        parsed = {name: parsed}
    return dict(parsed)


def _type_of(names: Sequence[str]) -> Any:
    """The type of a setting, None where there is none of that name."""
    section: Any = Settings
    for name in names:
        if not (isinstance(section, type) and issubclass(section, Section)):
            return None
        section = {field.name: field.type for field in msgspec.structs.fields(section)}.get(name)
    return section


def _is_list(names: Sequence[str]) -> bool:
    return get_origin(_type_of(names)) is tuple


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for name, value in above.items():
        known = merged.get(name)
        merged[name] = (
            _merge(known, value) if isinstance(known, dict) and isinstance(value, Mapping) else value
        )
    return merged


def _decode(wanted: type, value: Any) -> Any:
    if wanted is Path and isinstance(value, str | Path):
        return Path(value).expanduser()
    raise TypeError(f"cannot read a {wanted.__name__}")


def _explain(error: msgspec.ValidationError, path: Path) -> str:
    what, _, where = str(error).partition(" - at ")
    setting = where.strip("`").removeprefix("$").lstrip(".")
    place = f' at "{setting}"' if setting else ""
    mend = _mend(what, setting.split(".") if setting else [])
    return f"Wrong setting{place} in {path.name}, the environment or the flags: {what}.{mend}"


def _mend(what: str, names: Sequence[str]) -> str:
    """What to do about a setting: the values it may have, its form, or the name that was meant."""
    wanted = _type_of(names)
    if get_origin(wanted) is Literal:
        return f" Use one of: {', '.join(get_args(wanted))}."
    if what == "Expected `array`, got `str`":
        return ' Write it as a list: ["…"].'
    unknown = re.search("unknown field `(.+)`", what)
    if unknown and isinstance(wanted, type) and issubclass(wanted, Section):
        fields = [field.name for field in msgspec.structs.fields(wanted)]
        for near in get_close_matches(unknown[1], fields, 1):
            return f" Did you mean: {near}"
    return " Correct or remove it."
