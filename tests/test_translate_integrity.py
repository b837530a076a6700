"""Each check of the gate sees its own fault, and leaves the sound sentence alone (how well: tests/quality)."""

from __future__ import annotations

import pytest

from pipeline.glossary import parse
from pipeline.translate.integrity import Fault, FaultKind, Pairing, check
from pipeline.translate.protect import Job

GLOSSARY = parse("term\tfrom\tkeep\tde\nXpert.Digital\t\tkeep\t\nheat pump\ten\t\tWärmepumpe\n")
JOB = Job("en", "de", GLOSSARY)


def kinds(source: str, target: str, job: Job = JOB) -> set[FaultKind]:
    return {fault.kind for fault in check(Pairing(source, target, job))}


@pytest.mark.parametrize(
    ("kind", "source", "target"),
    [
        (FaultKind.EMPTY, "It rains.", " "),
        (FaultKind.FIGURE, "It sold 12 ships.", "Es verkaufte 13 Schiffe."),
        (FaultKind.FIGURE, "It sold three ships.", "Es verkaufte vier Schiffe."),
        (FaultKind.FIGURE, "It owes 2 trillion dollars.", "Es schuldet 2 Milliarden Dollar."),
        (FaultKind.UNIT, "It cost 5 euros.", "Es kostete 5 Dollar."),
        (FaultKind.UNIT, "It cost four cents.", "Es kostete vier Dollar."),
        (FaultKind.UNIT, "It pumps 12 m³/h.", "Es pumpt 12 in der Stunde."),
        (FaultKind.DATE, "It opens on 6 August 2025.", "Es öffnet am 6. April 2025."),
        (FaultKind.DATE, "It opens at 3.30 p.m. today.", "Es öffnet heute um 3.30 Uhr."),
        (FaultKind.PROTECTED, "Write to info@example.org today.", "Schreiben Sie heute an info-example.org."),
        (FaultKind.PROTECTED, "Every heat pump helps us.", "Jede Heizpumpe hilft uns."),
        (FaultKind.PROTECTED, "We won 🚀 today.", "Wir haben heute - gewonnen."),
        (FaultKind.PROTECTED, "The H2-350B is here.", "Die H2-350 ist da."),
        (FaultKind.NAME, "We met Ms. Lindqvist there.", "Wir trafen Frau Lindquist dort."),
        (FaultKind.NAME, "The firm is in Gävle.", "Die Firma ist in Govle."),
        (FaultKind.REPETITION, "It is new and good.", "Es ist neu und gut und gut und gut."),
        (FaultKind.UNTRANSLATED, "The new law applies to all firms.", "The new law applies to all firms."),
        (
            FaultKind.UNTRANSLATED,
            "The new law applies to all firms.",
            "Das neue Gesetz applies to all firms.",
        ),
        (
            FaultKind.LENGTH,
            "The new law applies to all firms and to all their many branches.",
            "Das Gesetz gilt.",
        ),
        (FaultKind.UNFINISHED, "The new law applies to all firms.", "Das neue Gesetz gilt für alle"),
        (FaultKind.INVENTED, "It rains.", "Es regnet. Das war schon immer so."),
        (FaultKind.INVENTED, "Houses", "St. Marien Kirchen und Häuser (alt)"),
        (FaultKind.GARBLED, "We won it today.", "Wir haben “” heute gewonnen."),
        (FaultKind.GARBLED, "Is it new?", "Es ist neu."),
        (FaultKind.QUOTES, "He said “no” to us.", "Er sagte nein zu uns."),
        (FaultKind.NEGATION, "The firm did not pay.", "Die Firma zahlte."),
        (FaultKind.NEGATION, "They don’t pay.", "Sie zahlen."),
    ],
)
def test_each_fault_is_seen(kind: FaultKind, source: str, target: str) -> None:
    assert kind in kinds(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("It sold 12 ships in the 19th century.", "Im 19. Jahrhundert verkaufte sie zwölf Schiffe."),
        ("It sold three ships in Q1.", "Sie verkaufte 3 Schiffe im 1. Quartal."),
        ("It opens on 6 August 2025 at 3.30 p.m.", "Es öffnet am 06.08.2025 um 15.30 Uhr."),
        ("Every heat pump of Xpert.Digital helps.", "Jede Wärmepumpe von Xpert.Digital hilft."),
        ("It needs –25 °C or minus 30 °C.", "Es braucht −25 °C oder minus 30 °C."),
        ("It is nothing but a toy for them.", "Es ist für sie nur ein Spielzeug."),
        ("No. 2 is very, very new.", "Nr. 2 ist sehr, sehr neu."),
        ("The Bank of England raised its rate.", "Die Bank of England hob den Zins an."),
        ("THE PLANT IN GÄVLE IS CLOSED", "DAS WERK IN GÄVLE IST ZU"),
    ],
)
def test_a_sound_sentence_has_no_fault(source: str, target: str) -> None:
    assert kinds(source, target) == set()


def test_faults_read_as_a_person_would_say_them() -> None:
    (fault,) = check(Pairing("It sold 12 ships.", "Es verkaufte 13 Schiffe.", JOB))
    assert (str(fault), fault.hard) == ("figure: 12 became 13", True)
    assert not Fault(FaultKind.QUOTES).hard


def test_related_languages_may_share_words() -> None:
    assert kinds("Vi kan inte se den nya bilen.", "Vi kan ikke se den nye bilen.", Job("sv", "nb")) == set()
