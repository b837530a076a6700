"""What a full stop means where it does not end a sentence: per language, as data.

Found by reading the misses on tests/quality/sentences_<lang>.tsv and on articles; a language without a table
gets titles and signs alone. All words are casefolded and stand without their last dot.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """How each abbreviation behaves.

    `open` never ends a sentence (titles, "e.g"); `number` does not end one before a figure ("No. 4");
    `closing` ends one only before a usual first word ("etc. The …"); `final` before any capital ("6 p.m. Dinner …").
    `capital` are those of them that are common words unless written with a capital ("Sat.", "he sat.").
    `starters` are usual first words of sentences. `ordinals`: "3. Oktober" is how the language writes ordinals.
    `thorough`: an ordinary word before a full stop and a capital after it is then reason enough to split.
    """

    open: frozenset[str]
    number: frozenset[str]
    closing: frozenset[str]
    final: frozenset[str]
    capital: frozenset[str]
    starters: frozenset[str]
    ordinals: bool = False
    thorough: bool = False


# Titles and signs used across Europe.
_TITLES = "dr prof mr mrs ms mme bsc msc"
_NUMBER = "max min no nos nr nrs nº p pp pag pág s sid fig figs vol art tel cap kap chap tab abb ex ext § sec eq ch bd n num núm"
_CLOSING = "etc inc ltd corp co bros llc plc jr vs al eds ff vgl cf approx ca"

_TABLES: dict[str, dict[str, str]] = {
    "en": {
        "open": "st rev sen rep gov gen col capt lt maj sgt pres hon messrs e.g i.e viz approx cf app est mt ft "
        "dept ave blvd u.s.c ca al",
        "number": "lot para ver rm op sept jan feb mar apr jun jul aug oct nov dec",
        "closing": "sept jan feb mar apr jun jul aug oct nov dec ph.d m.d b.a m.a esq sq ft ed wed mon tue thu fri sat sun",
        "final": "a.m p.m b.c a.d",
        "capital": "sen rep gov gen col capt lt maj hon mt ft rev app lot ver rm op mar sat sun wed mon ed jan dec",
        "starters": "the a an it its he she they we you i this that these those there here in on at by for from with of to as "
        "if when while after before since but and or so then yet his her their our my your nobody everyone "
        "nothing some many most all no not what who why how where now today one two it's that's however meanwhile "
        "others both each another such more less let do does did is are was will can bring please",
    },
    "de": {
        "open": "st hr fr hrn ing dipl lic med jur rer nat phil habil hl frh z.b d.h u.a z.t i.d.r s.o s.u bzw ca rd insb sog evtl ggf gegr gest geb "
        "vgl zzgl zzt abzgl einschl inkl exkl allg bes ehem gem lt ungef urspr verh vorm wg bspw dgl jhdt "
        "betr bez entspr etwa hrsg o.ä vors stv ra tab abb",
        "number": "str los bd ausg aufl abs ziff zi kto plz art anm bl jg kl",
        "closing": "usw usf mio mrd tsd bio mwst ust jh gmbh u.a.m o.ä d.j d.ä jan feb mär apr jun jul aug sep sept okt nov "
        "dez mo di mi do fr sa so kg std str qm zz",
        "final": "chr n.chr v.chr",
        "capital": "mo di mi do fr sa so hl frh ra abs art bd tab ing lic sek",
        "starters": "der die das den dem des ein eine einen einem einer er sie es wir ihr ich man dies diese dieser dieses "
        "diesen in im an am auf aus bei beim mit nach von vom zu zum zur für über unter um durch gegen ohne seit bis vor "
        "als wenn weil da dass doch aber und oder denn so dann dort hier jetzt heute auch nur noch schon sein seine ihre "
        "unser mein alle viele einige andere jeder niemand nichts was wer wie wo warum kein keine nicht bitte herr frau "
        "später damit dabei dazu daher deshalb trotzdem zudem laut während zwar sowohl weder ob darüber darunter daraus darin davor dafür dagegen daran danach "
        "seitdem bisher inzwischen allerdings außerdem jedoch insgesamt gestern morgen mehr weniger",
        "ordinals": "yes",
    },
    "sv": {
        "open": "hr civ civ.ing s:t doc t.ex d.v.s dvs t.h s.k f.d p.g.a fr.o.m t.o.m fr.a i.st.f m.a.o bl.a "
        "ca resp ev enl jfr särsk inkl exkl ung cirka kl uppl ex bl fr fr.å i.o.m o.d mht avs ang betr f.n e.d obs",
        "number": "parti kap st bil not kl tab storg drottningg kungsg vasag punkt avsn moment mom v kv",
        "closing": "osv o.s.v m.m m.fl mdr milj mkr tkr anst jan feb mar apr jun jul aug sept okt nov dec mån tis ons tors fre "
        "lör sön tr g mfl mm o.dyl forts st tim",
        "final": "f.kr e.kr kr",
        "starters": "den det de en ett han hon hen vi ni jag du man detta denna dessa i på av för från med till om när medan efter "
        "före sedan men och eller så då nu här där idag även också bara inte ingen inget alla många några andra var vad "
        "vem varför hur kom dela enligt under över mellan genom utan hos vid ur som att både varken dock därför dessutom "
        "trots samtidigt senare hans hennes deras vår min sin ny nya är har kan ska",
    },
    "pt": {
        "open": "sr sra srta dra sta exmo exma eng arq av r d tv por.ex p.ex gov dep pres trav rod",
        "closing": "jan fev mar abr mai jun jul ago set out nov dez ltda s.a cia a.c d.c",
        "starters": "o a os as um uma ele ela eles elas nós isto isso este esta esse essa em no na nos nas de do da por para com "
        "mas e ou se quando como que não já ainda também depois antes hoje há foi é eu você",
    },
    "fr": {
        "open": "st ste mlle m mm me mgr p.ex av bd env cf",
        "closing": "janv févr avr juil sept oct nov déc s.a apr av j.-c",
        "starters": "le la les l un une des il elle ils elles on nous vous je ce cet cette ces en dans à au aux de du par pour avec "
        "mais et ou si quand comme que ne pas c'est cela",
    },
    "es": {
        "open": "sr sra srta dra sta d dña ud uds p.ej av avda gral cap",
        "closing": "ee.uu s.a ene abr ago sept oct nov dic",
        "starters": "el la los las un una él ella ellos nosotros este esta esto ese esa en de del por para con pero y o si cuando "
        "como que no ya también es hay",
    },
    "it": {
        "open": "sig dott ing sigg avv arch geom on p.es es ecc cfr",
        "closing": "s.p.a s.r.l gen feb mar apr mag giu lug ago set ott nov dic",
        "starters": "il lo la i gli le un una egli ella noi questo questa in di da per con ma e o se quando come che non è",
    },
    "nl": {
        "open": "dhr mw drs mevr bv bijv ir mr d.w.z o.a m.b.t i.p.v t.o.v a.d.h.v ong",
        "closing": "enz e.d b.v n.v jan feb mrt apr jun jul aug sept okt nov dec",
        "starters": "de het een hij zij ze wij we ik dit dat deze die in op aan met van voor door bij naar maar en of als toen er is",
    },
    "pl": {
        "open": "np tzn tj im inż mgr hab płk gen ks św ul al pl ok m.in por tzw r",
        "closing": "itd itp zł mln mld tys in wiek w r",
        "starters": "w na z do od po o ten ta to te on ona oni my ja jest nie ale i a jak gdy",
        "ordinals": "yes",
    },
    "da": {
        "open": "f.eks bl.a d.v.s dvs ca kl jf pga hhv inkl ekskl evt",
        "number": "kap st",
        "closing": "osv mv m.m m.fl mio mia kr jan feb mar apr jun jul aug sep okt nov dec",
        "starters": "den det de en et han hun vi i jeg du man dette denne disse på af for fra med til om når men og så nu her der",
        "ordinals": "yes",
    },
    "fi": {
        "open": "esim mm ns ks n klo v t.s",
        "closing": "jne ym yms milj mrd",
        "starters": "se hän he me te minä sinä tämä nämä ne kun jos mutta ja tai niin nyt on ei",
        "ordinals": "yes",
    },
    "cs": {
        "open": "např tzv tj mgr inž ing mudr sv ul tř",
        "closing": "atd apod mil mld kč",
        "starters": "v na z do od po o ten ta to on ona oni my já je není ale a jak když",
        "ordinals": "yes",
    },
}
_MEASURED = ("en", "de", "sv")
_TABLES["nb"] = _TABLES["da"]
_TABLES["sk"] = _TABLES["cs"]


@cache
def abbreviations(lang: str) -> Abbreviations:
    """The table of a language; one of titles and signs alone for a language that has none of its own."""
    own = _TABLES.get(lang, {})
    return Abbreviations(
        open=_words(_TITLES, own.get("open", "")),
        number=_words(_NUMBER, own.get("number", "")),
        closing=_words(_CLOSING, own.get("closing", "")),
        final=_words(own.get("final", "")),
        capital=_words(own.get("capital", "")),
        starters=_words(own.get("starters", "")),
        ordinals="ordinals" in own,
        thorough=lang in _MEASURED,
    )


def _words(*lists: str) -> frozenset[str]:
    return frozenset(word for words in lists for word in words.split())
