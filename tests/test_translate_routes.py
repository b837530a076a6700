"""Routes: the shortest chain, the best models, one sentence when there is none; the interpreter that walks them."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from pathlib import Path

import pytest

from pipeline.cache import Cache
from pipeline.errors import ConfigError, MissingModel, TranslationError, UnknownLanguage, UsageError
from pipeline.settings import Translate
from pipeline.translate.models.library import Library
from pipeline.translate.models.model import Model
from pipeline.translate.routes import WORTH_PROCESSES, Interpreter, interpreter, route
from pipeline.workers import P, SerialExecutor, T, process_pool

# Enough for several processes, no two alike.
MANY = [f"hamnen i norr minskade sin energi med {number} procent" for number in range(WORTH_PROCESSES // 40)]


def toy(source: str, target: str, fault: str = "") -> Model:
    return Model("toy", source, target, location=fault)


def test_a_direct_model_beats_a_pivot() -> None:
    models = [toy("sv", "en"), toy("en", "de"), toy("sv", "de")]
    assert route("sv", "de", models) == (toy("sv", "de"),)


def test_english_is_the_preferred_pivot_of_equally_long_chains() -> None:
    models = [toy("sv", "da"), toy("da", "de"), toy("sv", "en"), toy("en", "de")]
    assert [model.name for model in route("sv", "de", models)] == ["sv-en", "en-de"]


def test_any_chain_serves_when_english_does_not() -> None:
    models = [toy("sv", "da"), toy("da", "nb"), toy("nb", "is"), toy("en", "is")]
    assert [model.name for model in route("sv", "is", models)] == ["sv-da", "da-nb", "nb-is"]


def test_a_route_to_the_same_language_has_no_legs_and_changes_nothing() -> None:
    assert route("sv", "sv", []) == ()
    assert Interpreter(()).translate(["Det är så."]) == ["Det är så."]


def test_a_missing_chain_names_the_command_with_the_missing_legs_only() -> None:
    with pytest.raises(MissingModel, match=r"publish models install en-de$"):
        route("sv", "de", [toy("sv", "en")])
    with pytest.raises(MissingModel, match=r"publish models install sv-en en-de --engine argos$"):
        route("sv", "de", [toy("sv", "de")], engine="argos")


def test_an_unknown_engine_is_named_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match=r"babelfish.*argos"):
        route("sv", "de", [], engine="babelfish")


@pytest.mark.parametrize(("source", "target"), [("", "de"), ("sv", "klingon")])
def test_an_unknown_language_is_one_sentence(source: str, target: str) -> None:
    with pytest.raises(UnknownLanguage, match="not a language known here"):
        route(source, target, [])


def test_codes_are_taken_as_people_write_them() -> None:
    assert route("sv-SE", "EN", [toy("sv", "en")]) == (toy("sv", "en"),)


def test_the_better_engine_wins_a_pair_and_a_named_engine_wins_over_that() -> None:
    argos = Model("argos", "sv", "en", quality=0.876)
    firefox = Model("firefox", "sv", "en", quality=0.885)
    assert route("sv", "en", [argos, firefox]) == (firefox,)
    assert route("sv", "en", [argos, firefox], engine="argos") == (argos,)


def test_of_two_versions_the_newer_wins_by_number_not_by_letter() -> None:
    old, new = Model("argos", "sv", "en", version="1.9"), Model("argos", "sv", "en", version="1.10")
    assert route("sv", "en", [old, new]) == (new,)


def test_an_interpreter_walks_every_leg_and_keeps_places() -> None:
    walked = Interpreter((toy("sv", "en"), toy("en", "de"))).translate(["ett hus", "", "ett hus", "Borås 12"])
    assert walked == ["ettende husende", "", "ettende husende", "Borås 12"]


def test_an_interpreter_names_its_engines_and_fingerprints_every_leg() -> None:
    walker = Interpreter((toy("sv", "en"), toy("en", "de", "loop")))
    assert walker.engine == "toy"
    assert walker.fingerprint == "toy/sound/1 > toy/loop/1"


def test_an_interpreter_tells_how_far_it_is() -> None:
    heard: list[tuple[float, float]] = []
    Interpreter((toy("sv", "en"), toy("en", "de"))).translate(
        ["a", "b"], advance=lambda done, total: heard.append((done, total))
    )
    assert heard == [(2, 4), (4, 4)]


def test_an_interpreter_over_processes_tells_how_far_it_is() -> None:
    heard: list[float] = []
    with process_pool(2) as pool:
        said = Interpreter((toy("sv", "en"),), threads=2, executor=pool).translate(
            MANY, advance=lambda done, total: heard.append(done / total)
        )
    assert said == Interpreter((toy("sv", "en"),)).translate(MANY)
    assert len(heard) > 2
    assert heard == sorted(set(heard))
    assert heard[-1] == 1


@pytest.fixture
def doomed() -> Iterator[Executor]:
    """A pool whose processes are gone before their first work, as if killed."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context, initializer=os._exit, initargs=(9,)) as pool:
        yield pool


def test_when_processes_die_others_do_the_work(doomed: Executor) -> None:
    walker = Interpreter((toy("sv", "en"), toy("en", "de")), threads=2, executor=doomed)
    assert walker.translate(MANY) == Interpreter(walker.route).translate(MANY)


class Mortal(SerialExecutor):
    """Does `left` pieces of work, then is broken as a pool is whose process was killed."""

    def __init__(self, left: int) -> None:
        self.left = left

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        self.left -= 1
        if self.left >= 0:
            return super().submit(fn, *args, **kwargs)
        lost: Future[T] = Future()
        lost.set_exception(BrokenExecutor("a process died"))
        return lost


def test_what_was_done_before_a_process_died_is_not_done_again() -> None:
    heard: list[float] = []
    walker = Interpreter((toy("sv", "en"),), threads=2, executor=Mortal(3))
    said = walker.translate(MANY, advance=lambda done, total: heard.append(round(8 * done / total)))
    assert said == Interpreter(walker.route).translate(MANY)
    assert heard == [1, 2, 3, 4, 5, 6, 7, 8]


def test_an_engine_that_takes_every_process_along_is_one_sentence() -> None:
    with process_pool(2) as pool:
        walker = Interpreter((toy("sv", "en", "die"),), threads=2, executor=pool)
        with pytest.raises(TranslationError, match=r"sv-en of toy died twice.*threads = 1"):
            walker.translate(MANY)
        alone = Interpreter(walker.route, threads=1, executor=pool)
        assert alone.translate(MANY) == Interpreter((toy("sv", "en"),)).translate(MANY)


def test_engines_without_models_are_used_only_when_named(tmp_path: Path) -> None:
    library = Library(tmp_path / "models", Cache(tmp_path / "cache"))
    named = interpreter("sv", "en", library, Translate(engine="toy:echo"))
    assert named.translate(["ett hus"]) == ["ett hus"]
    with pytest.raises(MissingModel):
        interpreter("sv", "en", library, Translate())
    with pytest.raises(ConfigError, match="libretranslate_url"):
        interpreter("sv", "en", library, Translate(engine="libretranslate"))
