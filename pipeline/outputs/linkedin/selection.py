"""Which sentences of an article make its post: a hook, three to five points, a closing line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Article
from pipeline.outputs.linkedin import rules
from pipeline.outputs.linkedin.clean import one_line, units
from pipeline.outputs.linkedin.english import Manner, written
from pipeline.outputs.linkedin.notation import ambiguous
from pipeline.outputs.linkedin.ranking import content, rank
from pipeline.outputs.linkedin.references import introduced, taken_up
from pipeline.outputs.linkedin.residue import residue
from pipeline.outputs.linkedin.sentence import Sentence, segments
from pipeline.outputs.linkedin.standing import LEANING, broken, is_title, leans, pointing, without_connective
from pipeline.outputs.linkedin.text import PostSentence, Role

TITLE = -1
POINTS = {"brief": 3, "full": 5}
FEWEST_POINTS = 3
LONGEST_POINT = 320  # UTF-16 units; two lines of a desktop, four of a phone
SHORTEST_HOOK, SHORT_HOOK = 40, 120
SHORTEST_CLOSING = 40
LONGEST_CLOSING = 200
GOOD_POINT = -1.4  # log-odds; a fourth or fifth point below this is one that few people would have picked
LONGEST_PAIR = 250
PAIR_COST = 0.3  # off a score for the room that a second sentence takes
UNEXPLAINED = 0.5  # off per name or thing that the post has not introduced
FEWEST_ALIKE = 4
ALIKE = 0.45  # share of common words from which two sentences say the same
_OUTLOOK = re.compile(
    r"\b(?:will|by 20\d\d|from 20\d\d|next|should|could|planned|until 20\d\d|meanwhile|future)\b"
)
_ATTRIBUTED = re.compile(r"[”\"][^“”\"]+\.$")
_WHOLLY_QUOTED = re.compile(r"[“\"][^“”\"]+[.!?…][”\"]")
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that can stand in a post: its text there, its score, and what it takes up from earlier ones.

    `start` and `end` are its span in its block: without a connective at the front, with the rest of a quotation.
    """

    sentence: Sentence
    start: int
    end: int
    text: str
    score: float
    needs: frozenset[str]
    gives: frozenset[str]

    def cost(self, known: frozenset[str]) -> float:
        return UNEXPLAINED * len(self.needs - known)

    def as_part(self, role: Role, article: Article) -> PostSentence:
        at = self.sentence
        source = article.blocks[at.block].text[self.start : self.end]
        ids = segments(article, at.block, self.start, self.end)
        return PostSentence(role, at.block, self.start, self.end, source, self.text, ids)


def choose(article: Article, style: str, manner: Manner) -> list[PostSentence]:
    """The sentences of the post in its order; fewer than three points where the article does not give more.

    The hook is the title where no sentence that stands alone fits into the first 140 characters. Empty when there is
    nothing to open with.
    """
    candidates = list(_candidates(article, manner))
    hook = _hook(candidates, article.title)
    title = None if hook else _title(article, manner)
    if hook is None and title is None:
        hook = _weak_hook(candidates)
    if hook is None and title is None:
        return []
    rest = [c for c in candidates if hook is None or not _overlap(c, hook)]
    points, closing = _body(rest, hook, POINTS.get(style, POINTS["full"]))
    parts = [(Role.HOOK, hook), *((Role.POINT, point) for point in points), (Role.CLOSING, closing)]
    return [*filter(None, [title]), *(c.as_part(role, article) for role, c in parts if c)]


def _body(
    candidates: Sequence[Candidate], hook: Candidate | None, most: int
) -> tuple[list[Candidate], Candidate | None]:
    """The points, and the closing line; where no sentence is made for one, the last of one point more closes."""
    points = _points(candidates, hook, most)
    left = [c for c in candidates if not any(_overlap(c, p) for p in points)]
    closing = _closing([*left, *points], points, hook)
    if closing in points:
        points = _points([c for c in candidates if not _overlap(c, closing)], hook, most)
    if closing and len(points) >= FEWEST_POINTS:
        return points, closing
    known = frozenset().union(*(c.gives for c in [*points, *filter(None, [hook])]))
    fresh = [c for c in left if not _says_again(c, [*points, *filter(None, [hook])])]
    more = max(fresh, key=lambda c: c.score - c.cost(known), default=None)
    in_order = sorted([*points, *filter(None, [more])], key=lambda c: c.sentence.order)
    return (in_order[:-1], in_order[-1]) if len(in_order) > FEWEST_POINTS else (in_order, None)


def _candidates(article: Article, manner: Manner) -> Iterator[Candidate]:
    """Every sentence that stands alone, and every two of which the second leans on the first and on nothing else."""
    ranked = rank(article)
    ties = taken_up([s.text for s, _ in ranked])
    for i in range(len(ranked)):
        single = _passage(ranked[i:])
        made = _candidate(single, ties[i], article, manner)
        if made is None:
            continue
        yield made
        pair = ranked[i : i + len(single) + 1]
        if _second_leans(pair):
            both = _candidate(pair, ties[i], article, manner)
            yield from filter(None, [both])


def _second_leans(pair: Sequence[tuple[Sentence, float]]) -> bool:
    """The next sentence says as much as the one it leans on ("Since April … It costs £9.40"), and little room is needed."""
    last, score = pair[-1]
    together = sum(units(s.text) for s, _ in pair)
    points_back = pointing(last.text) in LEANING
    return (
        last.block == pair[0][0].block
        and len(pair) == 2
        and score > pair[0][1] - PAIR_COST
        and points_back
        and together <= LONGEST_PAIR
    )


def _candidate(
    passage: Sequence[tuple[Sentence, float]], needs: frozenset[str], article: Article, manner: Manner
) -> Candidate | None:
    first, last = passage[0][0], passage[-1][0]
    whole = article.blocks[first.block].text[first.start : last.end]
    skip = without_connective(whole)
    text = written(one_line(whole[skip : skip + 1].upper() + whole[skip + 1 :]), manner)
    doubtful = last.foreign or ambiguous(text, manner.source_lang) or _faulty(text)
    if doubtful or leans(text, first) or units(text) > LONGEST_POINT:
        return None
    score = max(score for _, score in passage) - (PAIR_COST if len(passage) > 1 else 0)
    return Candidate(first, first.start + skip, last.end, text, score, needs, introduced(text) | needs)


def _faulty(text: str) -> bool:
    return any(rules.in_sentence(text)) or any(residue(text))


def _passage(ranked: Sequence[tuple[Sentence, float]]) -> Sequence[tuple[Sentence, float]]:
    """A sentence with those after it in its block that finish its quotation: “It breaks,” says Ek. “You need arms.”"""
    first = ranked[0][0]
    count, text = 1, first.text
    for following, _ in ranked[1:]:
        unfinished = text.count("“") > text.count("”") or text.count('"') % 2 == 1
        goes_on = bool(_ATTRIBUTED.search(text) and _WHOLLY_QUOTED.fullmatch(following.text))
        longer = f"{text} {following.text}"
        if following.block != first.block or units(longer) > LONGEST_POINT or not (unfinished or goes_on):
            break
        count, text = count + 1, longer
    return ranked[:count]


def _hook(candidates: Sequence[Candidate], title: str) -> Candidate | None:
    """The best that fits: what nobody explained yet counts double, since nothing stands before it."""
    subject = content(title)
    fitting = [c for c in candidates if units(c.text) >= SHORTEST_HOOK and not any(rules.of_hook(c.text))]
    return max(fitting, key=lambda c: _as_hook(c, subject), default=None)


def _as_hook(candidate: Candidate, subject: frozenset[str]) -> float:
    """What key points do not need: a stranger must see what it is about, and read it at a glance.

    Short sentences score low as key points; as hooks they are what is wanted. "The line" begins in the middle, and
    what is not explained yet counts double, since nothing stands before it.
    """
    text = candidate.text
    return (
        0.5 * candidate.score
        - 2 * candidate.cost(frozenset())
        + 0.6 * bool(_DIGITS.search(text))
        + 0.6 * (units(text) < SHORT_HOOK)
        + 0.6 * text.endswith("?")
        + 0.8 * min(3, len(subject & content(text)))
        + 0.9 * (candidate.sentence.block == candidate.sentence.blocks[0])
        - 1.0 * text.startswith("The ")
    )


def _weak_hook(candidates: Sequence[Candidate]) -> Candidate | None:
    """Better than no post: one that opens with a date, say. The linter will tell."""
    return max(
        (c for c in candidates if units(c.text) <= rules.HOOK_LIMIT), key=lambda c: c.score, default=None
    )


def _title(article: Article, manner: Manner) -> PostSentence | None:
    text = written(rules.tamed(one_line(article.title)), manner)
    if not (is_title(text) or not broken(text)) or _faulty(text) or any(rules.of_hook(text)):
        return None
    return PostSentence(Role.HOOK, TITLE, 0, len(article.title), article.title, text, ("t-0",))


def _points(candidates: Sequence[Candidate], hook: Candidate | None, most: int) -> list[Candidate]:
    """The best `most`, one after the other, each judged beside those already there; in the article's order."""
    chosen: list[Candidate] = []
    while len(chosen) < most:
        left = [
            c for c in candidates if c not in chosen and not _says_again(c, [*chosen, *filter(None, [hook])])
        ]
        best = max(left, key=lambda c: c.score - c.cost(_known(c, chosen, hook)), default=None)
        if best is None or (
            len(chosen) >= FEWEST_POINTS and best.score - best.cost(_known(best, chosen, hook)) < GOOD_POINT
        ):
            break
        chosen = sorted([*chosen, best], key=lambda c: c.sentence.order)
    return chosen


def _known(candidate: Candidate, chosen: Iterable[Candidate], hook: Candidate | None) -> frozenset[str]:
    """What the post has introduced when it comes to this candidate."""
    earlier = [c for c in chosen if c.sentence.order < candidate.sentence.order]
    return frozenset().union(*(c.gives for c in [*earlier, *filter(None, [hook])]))


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.sentence.block == other.sentence.block and one.start < other.end and other.start < one.end


def _says_again(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    own = content(candidate.text)
    return any(_alike(own, content(o.text)) for o in others)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    common = len(one & other)
    return common >= FEWEST_ALIKE and common > ALIKE * min(len(one), len(other))


def _closing(
    candidates: Sequence[Candidate], points: Sequence[Candidate], hook: Candidate | None
) -> Candidate | None:
    """A short sentence from the last third that looks ahead, asks, or ends the article."""
    late = [
        c
        for c in candidates
        if c.sentence.order >= c.sentence.total * 2 / 3
        and SHORTEST_CLOSING <= units(c.text) <= LONGEST_CLOSING
        and not _says_again(c, [*(p for p in points if p is not c), *filter(None, [hook])])
    ]
    known = frozenset().union(*(c.gives for c in [*points, *filter(None, [hook])]))
    return max(late, key=lambda c: _ending(c) - c.cost(known), default=None)


def _ending(candidate: Candidate) -> float:
    at = candidate.sentence
    ahead = bool(_OUTLOOK.search(candidate.text))
    return (
        0.7 * candidate.score
        + 1.0 * ahead
        + 0.5 * (at.block == at.blocks[1])
        + 0.5 * candidate.text.endswith("?")
    )
