"""A toy grammar of industry news in three languages at once: every sentence comes as (sv, en, de).

Only make_toy_models.py uses it, to train the two Argos packages beside it. Nouns carry the forms that the three
languages need, figures are written as each language writes them, names and cities stay as they are.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Noun:
    """A noun phrase. German needs a nominative and an accusative; `plural` decides the verb."""

    sv: str
    en: str
    de: str
    de_accusative: str = ""
    plural: bool = False

    @property
    def accusative(self) -> str:
        return self.de_accusative or self.de


@dataclass(frozen=True)
class Verb:
    """A verb in the past and the present; German as (singular, plural) of the past, and singular of the present."""

    sv: str
    en: str
    de: tuple[str, str]
    sv_present: str
    en_present: str
    en_plain: str
    de_present: tuple[str, str]


ACTORS = (
    Noun("fabriken", "the factory", "die Fabrik"),
    Noun("företaget", "the company", "das Unternehmen"),
    Noun("kommunen", "the municipality", "die Gemeinde"),
    Noun("styrelsen", "the board", "der Vorstand", "den Vorstand"),
    Noun("regeringen", "the government", "die Regierung"),
    Noun("leverantören", "the supplier", "der Lieferant", "den Lieferanten"),
    Noun("gruvan", "the mine", "die Mine"),
    Noun("hamnen", "the port", "der Hafen", "den Hafen"),
    Noun("stålverket", "the steel mill", "das Stahlwerk"),
    Noun("banken", "the bank", "die Bank"),
    Noun("facket", "the union", "die Gewerkschaft"),
    Noun("kunderna", "the customers", "die Kunden", plural=True),
    Noun("ingenjörerna", "the engineers", "die Ingenieure", plural=True),
    Noun("forskarna", "the researchers", "die Forscher", plural=True),
)
NAMES = ("Volvo", "Siemens", "Vattenfall", "ABB", "Sandvik", "Bosch", "Ericsson", "Scania")
THINGS = (
    Noun("elbilarna", "the electric cars", "die Elektroautos", plural=True),
    Noun("utsläppen", "the emissions", "die Emissionen", plural=True),
    Noun("kostnaderna", "the costs", "die Kosten", plural=True),
    Noun("produktionen", "the production", "die Produktion"),
    Noun("energianvändningen", "the energy use", "der Energieverbrauch", "den Energieverbrauch"),
    Noun("priset", "the price", "der Preis", "den Preis"),
    Noun("vinsten", "the profit", "der Gewinn", "den Gewinn"),
    Noun("exporten", "the export", "der Export", "den Export"),
    Noun("lagret", "the warehouse", "das Lager"),
    Noun("batterierna", "the batteries", "die Batterien", plural=True),
    Noun("maskinerna", "the machines", "die Maschinen", plural=True),
    Noun("robotarna", "the robots", "die Roboter", plural=True),
)
VERBS = (
    Verb("minskade", "reduced", ("senkte", "senkten"), "minskar", "reduces", "reduce", ("senkt", "senken")),
    Verb(
        "ökade", "increased", ("erhöhte", "erhöhten"), "ökar", "increases", "increase", ("erhöht", "erhöhen")
    ),
    Verb("sålde", "sold", ("verkaufte", "verkauften"), "säljer", "sells", "sell", ("verkauft", "verkaufen")),
    Verb("köpte", "bought", ("kaufte", "kauften"), "köper", "buys", "buy", ("kauft", "kaufen")),
    Verb("byggde", "built", ("baute", "bauten"), "bygger", "builds", "build", ("baut", "bauen")),
    Verb("planerade", "planned", ("plante", "planten"), "planerar", "plans", "plan", ("plant", "planen")),
    Verb("mätte", "measured", ("maß", "maßen"), "mäter", "measures", "measure", ("misst", "messen")),
)
CHANGES = VERBS[:2]  # verbs that take "by so many percent"
CITIES = ("Gävle", "Borås", "Västerås", "Malmö", "Köln", "München", "Lund", "Kiruna", "Luleå", "Ulm")
MONTHS = (
    ("januari", "January", "Januar"),
    ("mars", "March", "März"),
    ("maj", "May", "Mai"),
    ("juni", "June", "Juni"),
    ("augusti", "August", "August"),
    ("oktober", "October", "Oktober"),
    ("december", "December", "Dezember"),
)


class Speaker:
    """Draws sentences; the same seed says the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  a corpus, not a secret
        self.kinds: tuple[Callable[[], Triple], ...] = (
            self.changed_in_year,
            self.changed,
            self.did,
            self.did_not,
            self.did_on_date,
            self.why,
            self.how,
            self.employees,
            self.investment,
            self.news,
            self.distance,
            self.since,
            self.daily,
            self.uses,
        )

    def sentence(self) -> Triple:
        """One sentence, capitalised in all three languages."""
        sv, en, de = self.random.choice(self.kinds)()
        return _capital(sv), _capital(en), _capital(de)

    def actor(self) -> Noun:
        if self.random.random() < 0.4:
            name = self.name(NAMES)
            return Noun(name, name, name)
        return self.random.choice(ACTORS)

    def name(self, names: tuple[str, ...]) -> str:
        """One of the names, or what the translation stage puts in the place of a name (masks.py)."""
        if self.random.random() < 0.3:
            return self.mask()
        return self.random.choice(names)

    def mask(self) -> str:
        return f"{self.random.choice(('X', 'Zq', 'ID'))}{self.random.randint(1, 40)}"

    def share(self) -> Triple:
        """So many percent, or a mask for all of it."""
        if self.random.random() < 0.15:
            mask = self.mask()
            return mask, mask, mask
        n = self.number()
        return f"{n[0]} procent", f"{n[1]} percent", f"{n[2]} Prozent"

    def thing(self) -> Noun:
        return self.random.choice(THINGS)

    def number(self) -> Triple:
        """A whole number, one with a decimal, or one with thousands, written as each language does."""
        shape = self.random.random()
        if shape < 0.6:
            longest = self.random.choice((99, 999, 999, 9999))
            whole = str(self.random.randint(longest // 10, longest))
            return whole, whole, whole
        if shape < 0.8:
            ones, tenths = self.random.randint(1, 99), self.random.randint(1, 9)
            return f"{ones},{tenths}", f"{ones}.{tenths}", f"{ones},{tenths}"
        high, low = self.random.randint(1, 99), f"{self.random.randint(0, 999):03}"
        return f"{high} {low}", f"{high},{low}", f"{high}.{low}"

    def year(self) -> str:
        """Or a number that stands for one."""
        if self.random.random() < 0.1:
            return str(self.random.randint(200, 999))
        return str(self.random.randint(1950, 2049))

    def changed_in_year(self) -> Triple:
        s, v, o, y, n = self.actor(), self.random.choice(CHANGES), self.thing(), self.year(), self.share()
        return (
            f"år {y} {v.sv} {s.sv} {o.sv} med {n[0]}.",
            f"in {y} {s.en} {v.en} {o.en} by {n[1]}.",
            f"im Jahr {y} {v.de[s.plural]} {s.de} {o.accusative} um {n[2]}.",
        )

    def changed(self) -> Triple:
        s, v, o, n = self.actor(), self.random.choice(CHANGES), self.thing(), self.share()
        return (
            f"{s.sv} {v.sv} {o.sv} med {n[0]}.",
            f"{s.en} {v.en} {o.en} by {n[1]}.",
            f"{s.de} {v.de[s.plural]} {o.accusative} um {n[2]}.",
        )

    def did(self) -> Triple:
        s, v, o, c = self.actor(), self.random.choice(VERBS), self.thing(), self.name(CITIES)
        return (
            f"{s.sv} {v.sv} {o.sv} i {c}.",
            f"{s.en} {v.en} {o.en} in {c}.",
            f"{s.de} {v.de[s.plural]} {o.accusative} in {c}.",
        )

    def did_not(self) -> Triple:
        s, v, o = self.actor(), self.random.choice(VERBS), self.thing()
        return (
            f"{s.sv} {v.sv} inte {o.sv}.",
            f"{s.en} did not {v.en_plain} {o.en}.",
            f"{s.de} {v.de[s.plural]} {o.accusative} nicht.",
        )

    def did_on_date(self) -> Triple:
        s, v, o, y = self.actor(), self.random.choice(VERBS), self.thing(), self.year()
        day, month = self.random.randint(1, 31), self.random.choice(MONTHS)
        return (
            f"{s.sv} {v.sv} {o.sv} den {day} {month[0]} {y}.",
            f"{s.en} {v.en} {o.en} on {day} {month[1]} {y}.",
            f"{s.de} {v.de[s.plural]} {o.accusative} am {day}. {month[2]} {y}.",
        )

    def why(self) -> Triple:
        s, v, o = self.actor(), self.random.choice(VERBS), self.thing()
        return (
            f"varför {v.sv} {s.sv} {o.sv}?",
            f"why did {s.en} {v.en_plain} {o.en}?",
            f"warum {v.de[s.plural]} {s.de} {o.accusative}?",
        )

    def how(self) -> Triple:
        """A heading, without a full stop."""
        s, v, o = self.actor(), self.random.choice(VERBS), self.thing()
        return (
            f"så {v.sv_present} {s.sv} {o.sv}",
            f"how {s.en} {v.en_plain if s.plural else v.en_present} {o.en}",
            f"wie {s.de} {o.accusative} {v.de_present[s.plural]}",
        )

    def employees(self) -> Triple:
        s, n, c = self.actor(), self.number(), self.name(CITIES)
        return (
            f"{s.sv} har {n[0]} anställda i {c}.",
            f"{s.en} {'have' if s.plural else 'has'} {n[1]} employees in {c}.",
            f"{s.de} {'haben' if s.plural else 'hat'} {n[2]} Beschäftigte in {c}.",
        )

    def investment(self) -> Triple:
        n = self.number()
        unit = self.random.choice(
            (("miljoner", "million", "Millionen"), ("miljarder", "billion", "Milliarden"))
        )
        return (
            f"investeringen kostar {n[0]} {unit[0]} euro.",
            f"the investment costs {n[1]} {unit[1]} euros.",
            f"die Investition kostet {n[2]} {unit[2]} Euro.",
        )

    def news(self) -> Triple:
        s = self.actor()
        return (
            f"det är en bra nyhet för {s.sv}.",
            f"that is good news for {s.en}.",
            f"das ist eine gute Nachricht für {s.accusative}.",
        )

    def distance(self) -> Triple:
        here, there = self.random.sample(CITIES, 2)
        n = self.number()
        return (
            f"{here} ligger {n[0]} km från {there}.",
            f"{here} is {n[1]} km from {there}.",
            f"{here} liegt {n[2]} km von {there} entfernt.",
        )

    def since(self) -> Triple:
        y, n = self.year(), self.share()
        return (
            f"sedan {y} har priset stigit med {n[0]}.",
            f"since {y} the price has risen by {n[1]}.",
            f"seit {y} ist der Preis um {n[2]} gestiegen.",
        )

    def daily(self) -> Triple:
        n = self.number()
        return (
            f"varje dag gör maskinen {n[0]} delar.",
            f"every day the machine makes {n[1]} parts.",
            f"jeden Tag macht die Maschine {n[2]} Teile.",
        )

    def uses(self) -> Triple:
        s, n = self.actor(), self.number()
        unit = self.random.choice(("kWh", "MWh", "GWh"))
        return (
            f"{s.sv} använder {n[0]} {unit} per år.",
            f"{s.en} {'use' if s.plural else 'uses'} {n[1]} {unit} per year.",
            f"{s.de} {'verbrauchen' if s.plural else 'verbraucht'} {n[2]} {unit} pro Jahr.",
        )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
