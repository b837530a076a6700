"""The listening page in a real browser: menu, sound, highlight, keys, accessibility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import publications
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import Visit, chromium, visiting
from playwright.sync_api import Browser
from site_serving import serving

from pipeline.document import Block, BlockKind, Mark, MarkKind
from pipeline.edition import Publication
from pipeline.outputs.library import write_library
from pipeline.outputs.listing import Listing
from pipeline.outputs.page import write_page
from pipeline.settings import Outputs

POST = "Nobody heard the ferry leave this morning. " * 8 + "\n\n#Ports"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

# Seconds by which the browser may set `currentTime` back while it plays: on a busy machine without a sound card it
# runs ahead of the sound and is corrected, so a mark that was right a moment ago looks early.
CLOCK_CORRECTION = 0.1
SENTENCE = 2.5  # seconds for each: a slow machine must not run out of one between two looks


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("output")


@pytest.fixture(scope="module")
def made(output: Path) -> Publication:
    """The sample, published into `output`."""
    folder = output / publications.SLUG
    made = publications.record(publications.publication(SENTENCE), folder)
    write_page(made, folder, Outputs(), linkedin_post=POST)
    write_library([Listing.of(made)], output, Outputs())
    return made


@pytest.fixture(scope="module")
def on_disk(output: Path, made: Publication) -> str:
    return (output / made.slug / "index.html").as_uri()


@pytest.fixture(scope="module")
def served(output: Path, made: Publication) -> Iterator[str]:
    """The address of the page under `publish serve`'s own application."""
    with serving(output) as site:
        yield f"{site}/{made.slug}/"


@pytest.fixture(params=["on_disk", "served"])
def address(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def visit(browser: Browser, served: str) -> Iterator[Visit]:
    with visiting(browser, served) as opened:
        yield opened


def starts(made: Publication, lang: str, voice: int = 0) -> dict[str, float]:
    """Sentence -> second at which it is heard."""
    sound = [e for e in made.editions if e.article.lang == lang][voice].recording
    return {c.segment: c.start / sound.rate for c in sound.cues}


WATCH = """(borders) => new Promise((resolve) => {
    const audio = document.querySelector("#audio");
    const seen = [];
    let next = 0;
    const look = () => {
        seen.push([audio.currentTime, document.querySelector(".now")?.dataset.s]);
        if (audio.currentTime > borders[next] + 0.2) next += 1;
        if (next === borders.length) return resolve(seen);
        if (audio.currentTime < borders[next] - 0.3) audio.currentTime = borders[next] - 0.2;
        requestAnimationFrame(look);
    };
    look();
})"""


def test_it_plays_and_the_highlight_follows_the_sound(
    browser: Browser, address: str, made: Publication
) -> None:
    """Watched at every frame around four borders, the marked sentence is the one that is heard."""
    heard = list(starts(made, "en").items())
    with visiting(browser, address) as visit:
        visit.click("#play")
        visit.until("document.querySelector('#audio').currentTime > 0.05")
        frames = visit.run(WATCH, [start for _, start in heard[1:5]])
        assert visit.complaints == []
    for (earlier, _), (time, marked) in pairwise(frames):
        # The page may have drawn this frame at any moment since the last one.
        due = [
            [name for name, start in heard if start <= at][-1]
            for at in (earlier, time, time + CLOCK_CORRECTION)
        ]
        assert marked in due
    assert {marked for _, marked in frames} == {name for name, _ in heard[:5]}


def test_nothing_is_requested_but_the_page_and_the_recording(browser: Browser, address: str) -> None:
    with visiting(browser, address) as visit:
        visit.click("#play")
        visit.until("document.querySelector('#audio').currentTime > 0.1")
        folder = visit.page.url.rsplit("/", 1)[0]
        wanted = {visit.page.url, f"{folder}/en/{publications.SLUG}.en.joe.mp3"}
        assert set(visit.requests) - {"data:,"} == wanted


def test_a_sentence_that_is_chosen_is_heard(browser: Browser, address: str, made: Publication) -> None:
    with visiting(browser, address) as visit:
        visit.click("[data-s=b4-0]")
        visit.until(
            "!document.querySelector('#audio').paused && document.querySelector('#audio').currentTime > 0.1"
        )
        assert 0 <= visit.time - starts(made, "en")["b4-0"] < SENTENCE
        assert visit.now == "b4-0"


def test_a_sentence_that_is_never_spoken_starts_the_one_before_it(visit: Visit, made: Publication) -> None:
    caption = next(i for i, b in enumerate(made.texts[0].blocks) if b.kind is BlockKind.CAPTION)
    visit.click(f"[data-s=b{caption}-0]")
    visit.until("document.querySelector('.now')")
    assert visit.now == f"b{caption - 1}-0"


def test_a_link_in_the_text_is_a_link(visit: Visit) -> None:
    """Following it does not start the sound, and it goes where the article says."""
    link = 'article a:has-text("on the harbour\'s own site")'
    visit.run(
        "() => addEventListener('click', (event) => event.preventDefault(), { once: true, capture: true })"
    )
    visit.click(link)
    assert (visit.now, visit.playing) == ("", False)
    visit.page.route("https://example.org/**", lambda route: route.fulfill(body="elsewhere"))
    visit.click(link)
    visit.page.wait_for_url("https://example.org/hallvik?a=1&b=2")


def test_another_language_goes_on_at_the_same_sentence(
    browser: Browser, address: str, made: Publication
) -> None:
    with visiting(browser, address) as visit:
        visit.click("[data-s=b4-1]")
        visit.until("document.querySelector('#audio').currentTime > 0.1")
        visit.click("label:has-text('Deutsch')")
        visit.until("document.querySelector('#audio').readyState > 1")
        assert visit.now == "b4-1"
        assert 0 <= visit.time - starts(made, "de")["b4-1"] < SENTENCE
        assert visit.playing
        assert visit.run("() => document.documentElement.lang") == "de"
        assert visit.page.title() == made.texts[1].title
        assert visit.page.locator("#play").get_attribute("aria-label") == "Anhalten"
        assert visit.page.locator("h1").locator("visible=true").inner_text() == made.texts[1].title
        assert visit.complaints == []


def test_a_version_with_more_paragraphs_goes_on_in_the_same_section(
    browser: Browser, tmp_path: Path, made: Publication
) -> None:
    """People who write a version add and leave out paragraphs; a section is a section all the same."""
    english, swedish = made.texts[0], made.texts[2]
    extra = tuple(Block(BlockKind.PARAGRAPH, f"Ett stycke till, nummer {n}.") for n in range(3))
    longer = replace(swedish, blocks=(swedish.blocks[0], *extra, *swedish.blocks[1:]))
    said = publications.segments(longer)
    sound = replace(
        made.editions[-1],
        article=longer,
        segments=said,
        recording=publications.recording(longer, "sv-clear", said, 0.6, 0),
    )
    both = publications.record(Publication("a", (english, longer), (made.editions[0], sound)), tmp_path)
    write_page(both, tmp_path, Outputs())
    last = len(english.blocks) - 1
    with visiting(browser, (tmp_path / "index.html").as_uri()) as visit:
        visit.click(f"[data-s=b{last}-0]")
        visit.until("document.querySelector('#audio').currentTime > 0.1")
        visit.click("label:has-text('Svenska')")
        assert visit.now == f"b{last + len(extra)}-0"
        visit.click("label:has-text('English')")
        assert visit.now == f"b{last}-0"


def test_another_voice_goes_on_at_the_same_sentence(visit: Visit) -> None:
    visit.click("[data-s=b1-2]")
    visit.until("document.querySelector('#audio').currentTime > 0.1")
    visit.click(".card:has-text('Clara')")
    visit.until("document.querySelector('#audio').readyState > 1")
    assert visit.now == "b1-2"
    assert visit.run("() => document.querySelector('#audio').src").endswith(".en.en-clear.mp3")
    assert visit.page.locator("#download").get_attribute("href") == f"en/{publications.SLUG}.en.en-clear.mp3"


def test_the_choice_and_the_place_are_remembered(visit: Visit) -> None:
    visit.click("label:has-text('Deutsch')")
    visit.click(".card:has-text('Klara')")
    visit.page.select_option("#speed", "1.5")
    visit.click("[data-s=b4-1]")
    visit.until("document.querySelector('#audio').currentTime > 0.1")
    visit.click("#play")
    now = visit.now
    visit.page.reload()
    assert visit.page.locator("[name=language]:checked").input_value() == "de"
    assert visit.page.locator("[name=voice-de]:checked").input_value() == "de-clear"
    assert visit.run("() => document.querySelector('#audio').playbackRate") == 1.5
    assert visit.now == now


@pytest.mark.parametrize("kept", ['"odd"', "[1]", "{", "null", '{"voices": null, "speed": "fast"}'])
def test_a_memory_that_makes_no_sense_is_forgotten(visit: Visit, kept: str) -> None:
    visit.run("(kept) => localStorage.setItem('rostval:choice', kept)", kept)
    visit.page.reload()
    assert visit.page.locator("[name=language]:checked").input_value() == "en"
    assert visit.run("() => document.querySelector('#audio').playbackRate") == 1
    assert visit.complaints == []


@pytest.mark.parametrize("suffix", ["#sv", "?lang=sv"])
def test_an_address_can_ask_for_a_language(browser: Browser, served: str, suffix: str) -> None:
    with visiting(browser, served + suffix) as visit:
        assert visit.run("() => document.documentElement.lang") == "sv"


def test_a_visitor_s_own_language_comes_first(browser: Browser, served: str) -> None:
    with visiting(browser, served, locale="sv-SE") as visit:
        assert visit.page.locator("[name=language]:checked").input_value() == "sv"
        assert visit.page.locator(".lead").inner_text() == "Välj språk och röst"


def test_the_keyboard_plays_skips_and_steps(visit: Visit, made: Publication) -> None:
    times = list(starts(made, "en").values())
    visit.press("ArrowRight")
    assert visit.time == pytest.approx(15, abs=0.01)
    visit.press("ArrowLeft")
    assert visit.time == 0
    visit.press("Shift+ArrowRight")
    visit.press("Shift+ArrowRight")
    assert visit.time == pytest.approx(times[2], abs=0.01)
    visit.press("Shift+ArrowLeft")
    assert visit.time == pytest.approx(times[1], abs=0.01)
    visit.press(" ")
    visit.until("!document.querySelector('#audio').paused")
    visit.press(" ")
    visit.until("document.querySelector('#audio').paused")


def test_controls_keep_their_own_keys(visit: Visit) -> None:
    """Arrow keys in the menu choose a language; they do not skip in the recording."""
    visit.page.locator("[name=language]:checked").focus()
    visit.press("ArrowRight")
    assert visit.run("() => document.documentElement.lang") == "de"
    assert visit.time == 0


def test_everything_can_be_reached_with_tab(visit: Visit) -> None:
    """One stop for each group of radio buttons, then the player, in reading order; each focus is visible."""
    reached = []
    for _ in range(13):
        visit.press("Tab")
        reached.append(
            visit.run(
                """() => {
                    const e = document.activeElement;
                    const ringed = e.closest(".pill") ?? e;
                    return [e.id || e.name || e.className || e.tagName, getComputedStyle(ringed).outlineStyle];
                }"""
            )
        )
    names = [name for name, _ in reached]
    assert names[2:4] == ["language", "voice-en"]
    assert names[4:11] == ["seek", "speed", "previous", "back", "play", "forward", "next"]
    assert {ring for _, ring in reached} == {"solid"}


def test_a_chapter_is_a_button(visit: Visit, made: Publication) -> None:
    chapters = made.editions[0].recording.chapters
    visit.click(f"#chapters button:has-text('{chapters[2].title}')")
    visit.until("!document.querySelector('#audio').paused")
    assert visit.now == chapters[2].segment
    assert visit.page.locator("#chapters [aria-current]").count() == 1
    assert visit.page.locator(".ticks i").count() == len(chapters) - 1


def test_what_is_not_there_is_not_offered(browser: Browser, tmp_path: Path, made: Publication) -> None:
    """No link to captions that were not written, no list of one chapter."""
    bare = replace(made.editions[0].recording, captions="", chapters=made.editions[0].recording.chapters[:1])
    write_page(replace(made, editions=(replace(made.editions[0], recording=bare),)), tmp_path, Outputs())
    with visiting(browser, (tmp_path / "index.html").as_uri()) as visit:
        assert visit.page.locator("#download").is_visible()
        assert not visit.page.locator("#captions").is_visible()
        assert not visit.page.locator("#chapters").is_visible()


def test_headphones_and_lock_screens_are_told(visit: Visit, made: Publication) -> None:
    visit.click("#play")
    visit.until("navigator.mediaSession.playbackState === 'playing'")
    metadata = visit.run(
        "() => { const m = navigator.mediaSession.metadata; return [m.title, m.artist, m.album]; }"
    )
    assert metadata == [made.texts[0].title, "Joe", "Hallvik Tidning"]


def test_captions_are_there_for_assistive_technology(visit: Visit, made: Publication) -> None:
    cues = visit.run(
        "() => [...document.querySelector('#audio').textTracks[0].cues].map((c) => [c.startTime, c.endTime, c.text])"
    )
    sound = made.editions[0].recording
    assert len(cues) == len(sound.cues)
    for (start, end, text), cue in zip(cues, sound.cues, strict=True):
        assert start == pytest.approx(cue.start / sound.rate, abs=0.001)
        assert end == pytest.approx(cue.end / sound.rate, abs=0.001)
        assert text.split() == cue.text.split()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [{}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(browser: Browser, served: str, scheme: str, device: dict[str, object]) -> None:
    """WCAG 2.2 AA and best practice, zero violations, with a sentence marked and everything unfolded."""
    with visiting(browser, served, color_scheme=scheme, reduced_motion="reduce", **device) as visit:
        visit.run("() => document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        visit.click("label:has-text('Deutsch')")
        visit.click("[data-s=b1-0]")
        visit.until("document.querySelector('.now')")
        found = Axe().run(visit.page, options=AXE_RULES)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_library(browser: Browser, served: str, scheme: str) -> None:
    with visiting(browser, served + "../", color_scheme=scheme, **PHONE) as visit:
        found = Axe().run(visit.page, options=AXE_RULES)
        assert found.violations_count == 0, found.generate_report()


def _paper(browser: Browser, address: str, scheme: str) -> float:
    """How light the ground is, 0 to 255."""
    with visiting(browser, address, color_scheme=scheme) as visit:
        colour = visit.run("() => getComputedStyle(document.documentElement).backgroundColor")
        return sum(int(part) for part in colour[4:-1].split(",")) / 3


def test_dark_is_dark(browser: Browser, on_disk: str) -> None:
    light, dark = (_paper(browser, on_disk, scheme) for scheme in ("light", "dark"))
    assert light > 230
    assert dark < 40


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(browser: Browser, on_disk: str, width: int) -> None:
    """WCAG 1.4.10: at 320 pixels everything still fits."""
    with visiting(browser, on_disk, viewport={"width": width, "height": 800}) as visit:
        assert visit.run("() => document.documentElement.scrollWidth") <= width


def test_who_asks_for_less_motion_gets_none(browser: Browser, on_disk: str) -> None:
    with visiting(browser, on_disk, reduced_motion="reduce") as visit:
        moving = visit.run(
            "() => [...document.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration))"
        )
        assert moving == []


def test_only_the_text_is_printed(browser: Browser, on_disk: str) -> None:
    with visiting(browser, on_disk) as visit:
        visit.page.emulate_media(media="print")
        assert not visit.page.locator(".desk").is_visible()
        assert not visit.page.locator(".linkedin").is_visible()
        assert visit.page.locator("article").locator("visible=true").count() == 1


def test_without_a_script_every_text_and_recording_is_there(
    browser: Browser, on_disk: str, made: Publication
) -> None:
    with visiting(browser, on_disk, java_script_enabled=False) as visit:
        assert visit.page.locator("article").locator("visible=true").count() == len(made.texts)
        assert visit.page.locator("audio[controls]").locator("visible=true").count() == len(made.editions)
        assert not visit.page.locator(".player").is_visible()


def test_a_recording_that_is_gone_is_said(browser: Browser, tmp_path: Path, made: Publication) -> None:
    write_page(made, tmp_path, Outputs())
    with visiting(browser, (tmp_path / "index.html").as_uri()) as visit:
        visit.click("#play")
        visit.until("document.querySelector('#problem').textContent")
        assert "cannot be loaded" in visit.page.locator("#problem").inner_text()


def test_a_language_without_a_recording_is_still_read(
    browser: Browser, tmp_path: Path, made: Publication
) -> None:
    spoken = publications.record(replace(made, editions=(made.editions[0],)), tmp_path)
    write_page(spoken, tmp_path, Outputs())
    with visiting(browser, (tmp_path / "index.html").as_uri()) as visit:
        visit.click("[data-s=b4-0]")
        visit.until("document.querySelector('#audio').currentTime > 0.1")
        visit.click("label:has-text('Svenska')")
        assert (
            visit.page.locator(".silent").locator("visible=true").inner_text().startswith("Det finns ingen")
        )
        assert not visit.page.locator(".player").is_visible()
        assert visit.page.locator("h1").locator("visible=true").inner_text() == made.texts[2].title
        assert visit.complaints == []
        visit.click("label:has-text('English')")
        assert visit.page.locator(".player").is_visible()
        assert visit.now == "b4-0"


ATTACK = """</script><script>window.pwned=1</script><img src=x onerror="window.pwned=2"><svg onload=window.pwned=3>"""


def test_an_article_can_inject_nothing(browser: Browser, tmp_path: Path, made: Publication) -> None:
    """Neither through text, nor through a link, a name or an address."""
    hostile = Block(
        BlockKind.PARAGRAPH,
        ATTACK + " click me",
        marks=(Mark(MarkKind.LINK, 0, 200, "javascript:window.pwned=4"),),
    )
    text = replace(
        made.texts[0],
        title=ATTACK,
        blocks=(hostile,),
        authors=(ATTACK,),
        site=ATTACK,
        url='https://example.org/"><script>window.pwned=5</script>',
        image='https://example.org/"><script>window.pwned=6</script>',
        description=ATTACK,
    )
    sound = replace(made.editions[0], article=text, segments=publications.segments(text))
    write_page(replace(made, texts=(text,), editions=(sound,)), tmp_path, Outputs(), linkedin_post=ATTACK)
    with visiting(browser, (tmp_path / "index.html").as_uri()) as visit:
        assert visit.run("() => window.pwned") is None
        assert visit.page.locator("main img, main svg, main script").count() == 0
        assert visit.page.locator("main a[href^=javascript]").count() == 0
        assert visit.page.locator("h1").inner_text() == ATTACK
        assert visit.complaints == []


def test_the_policy_stops_what_is_not_ours(visit: Visit) -> None:
    """Even if something got in, the browser would not run it or fetch for it."""
    visit.run(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.pwned = 1";
            document.body.append(script);
            const image = document.createElement("img");
            image.src = "https://example.org/tracker.png";
            document.body.append(image);
        }"""
    )
    visit.until("document.images[0].complete")
    assert visit.run("() => window.pwned") is None
    assert len([c for c in visit.complaints if "Content Security Policy" in c]) == 2


def test_the_linkedin_post_folds_and_copies(browser: Browser, served: str) -> None:
    with visiting(browser, served, permissions=["clipboard-read", "clipboard-write"]) as visit:
        visit.click(".linkedin summary")
        phone, desktop = visit.page.locator(".folds figure p").all_inner_texts()
        assert len(phone.removesuffix("… see more")) <= 140
        assert 140 < len(desktop.removesuffix("… see more")) <= 210
        visit.click("#copy")
        visit.until("document.querySelector('#copied').textContent")
        assert visit.run("() => navigator.clipboard.readText()") == POST


def test_hebrew_runs_from_right_to_left(browser: Browser, tmp_path: Path, made: Publication) -> None:
    text = replace(
        made.texts[0], lang="he", title="הנמל השקט", blocks=(Block(BlockKind.PARAGRAPH, "בוקר שקט."),)
    )
    write_page(replace(made, texts=(text,), editions=()), tmp_path, Outputs())
    with visiting(browser, (tmp_path / "index.html").as_uri()) as visit:
        assert visit.run("() => getComputedStyle(document.querySelector('article')).direction") == "rtl"
        assert visit.run("() => getComputedStyle(document.querySelector('.desk')).direction") == "ltr"


def test_the_library_filters_by_language_and_word(
    browser: Browser, tmp_path: Path, made: Publication
) -> None:
    one = Listing.of(made)
    other = replace(
        one,
        slug="b",
        texts=tuple(replace(t, title=f"Zweite: {t.title}") for t in one.texts if t.lang == "de"),
    )
    write_library([one, other], tmp_path, Outputs())
    with visiting(browser, (tmp_path / "index.html").as_uri()) as visit:
        listed = visit.page.locator("#articles > li")
        assert listed.locator("visible=true").count() == 2
        visit.click("label:has-text('Svenska')")
        assert listed.locator("visible=true").count() == 1
        assert visit.page.locator("#sum").inner_text().startswith("1 artikel · ")
        visit.click("label:has-text('Deutsch')")
        assert visit.page.locator("#sum").inner_text().startswith("2 Artikel · ")
        visit.page.fill("#search", "ZWEITE")
        assert listed.locator("visible=true").count() == 1
        visit.page.fill("#search", "nirgends")
        assert visit.page.locator("#nothing").is_visible()
        assert visit.complaints == []
