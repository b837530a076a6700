"""The progress of a translation: it moves while engines work, and is whole only when every sentence is judged."""

from __future__ import annotations

from pipeline.translate import repair
from pipeline.translate.models.model import Model
from pipeline.translate.protect import Job
from pipeline.translate.routes import Interpreter

TEXTS = [f"hamnen sålde {number} skepp i går." for number in range(10, 20)]


def heard_of(*chains: tuple[Model, ...]) -> list[float]:
    heard: list[float] = []
    interpreters = [Interpreter(chain) for chain in chains]
    repair.render(
        TEXTS, Job("sv", "de"), interpreters, 4, lambda done, total: heard.append(round(done / total, 3))
    )
    return heard


def toy(source: str, target: str, fault: str = "") -> Model:
    return Model("toy", source, target, location=fault)


def test_every_leg_is_told_and_the_end_when_the_gate_has_passed_all() -> None:
    assert heard_of((toy("sv", "en"), toy("en", "de"))) == [0.45, 0.9, 1.0]


def test_what_the_gate_sends_back_is_not_done() -> None:
    """A model that says nothing: no attempt settles a sentence, until another model is asked."""
    heard = heard_of((toy("sv", "de", "empty"),), (toy("sv", "de"),))
    assert heard[:4] == [0.9, 0.0, 0.9, 0.0]
    assert heard[-2:] == [0.9, 1.0]
