(() => {
"use strict";

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const data = JSON.parse($("#data").textContent);
const root = document.documentElement;
const audio = $("#audio");
const seek = $("#seek");
const texts = new Map(data.texts.map((text) => [text.lang, text]));
const STEP = 15;
const HANDS_OFF = 4000; // ms that the reader's own scrolling is left alone

// What the reader chose, kept between visits. A browser may refuse to keep it: then it lasts as long as the page.
const memory = {
  read(name) {
    try { return JSON.parse(localStorage.getItem(`rostval:${name}`)); } catch { return null; }
  },
  write(name, value) {
    try { localStorage.setItem(`rostval:${name}`, JSON.stringify(value)); } catch { /* private mode, full, or refused */ }
  },
};
const choice = { lang: "", voices: {}, speed: 1, follow: true, ...memory.read("choice") };
const keepChoice = () => memory.write("choice", choice);

let text = data.texts[0];
let voice = null;
let heard = { starts: [], ends: [], names: [] };
let current = ""; // the marked sentence
let place = null; // the sentence last heard, and in which text
let shown = ""; // what the clock says
let wanted = 0; // where to be, in seconds, while the recording is not loaded yet
let scrolledAt = -Infinity;
const elements = new Map(); // language -> sentence -> its elements

const say = (name) => data.phrases[text.interface][name];
const clock = (seconds) => {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};

// ---- Places: a sentence is named "b3-1" (block 3, its second sentence) or "t-0" (title), alike in every language.

const parse = (name) => {
  const [block, index] = name.slice(1).split("-");
  return { block: name[0] === "t" ? -1 : Number(block), index: Number(index) };
};
const before = (a, b) => a.block < b.block || (a.block === b.block && a.index <= b.index);

// Texts written by people differ in their blocks: then the same section counts, or else the same share of the text.
function sameBlock(block, from, to) {
  if (block < 0 || from.blocks === to.blocks) return block;
  const section = from.headings.filter((h) => h <= block).length - 1;
  if (from.headings.length !== to.headings.length) return Math.round((block * to.blocks) / from.blocks);
  const start = section < 0 ? 0 : to.headings[section];
  const end = to.headings[section + 1] ?? to.blocks;
  return Math.min(start + block - (section < 0 ? 0 : from.headings[section]), end - 1);
}

// The last sentence heard here that is not after that place.
function nearest({ block, index, text: from }) {
  const here = { block: sameBlock(block, from, text), index };
  return Math.max(heard.names.findLastIndex((name) => before(parse(name), here)), 0);
}

// `times` holds for each sentence the pause before it and its length in ms; a sentence of no length is not heard.
function timeline({ times }) {
  const result = { starts: [], ends: [], names: [] };
  let clock = 0;
  text.segments.split(" ").forEach((name, i) => {
    const start = clock + times[2 * i];
    clock = start + times[2 * i + 1];
    if (clock === start) return;
    result.names.push(name);
    result.starts.push(start / 1000);
    result.ends.push(clock / 1000);
  });
  return result;
}

// The last sentence that has begun at `time`, -1 before the first.
function sentenceAt(time) {
  let [low, high] = [0, heard.starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (heard.starts[middle] <= time + 0.001) low = middle + 1; else high = middle;
  }
  return low - 1;
}

// ---- Choosing

function chooseLanguage(lang) {
  mark("");
  text = texts.get(lang);
  choice.lang = lang;
  $$(".text, .voices").forEach((e) => e.classList.toggle("chosen", (e.dataset.lang ?? e.lang) === lang));
  $(`[name=language][value="${lang}"]`).checked = true;
  const article = $(".text.chosen");
  root.lang = lang;
  root.dir = article.dir;
  document.title = text.title;
  speakLanguage();
  chooseVoice(text.voices.find((v) => v.id === choice.voices[lang]) ?? text.voices[0] ?? null);
}

function chooseVoice(next) {
  const playing = !audio.paused;
  voice = next;
  root.classList.toggle("mute", !voice);
  $("#problem").textContent = "";
  mark("");
  if (!voice) {
    audio.removeAttribute("src");
    audio.load();
    heard = { starts: [], ends: [], names: [] };
    return keepChoice();
  }
  choice.voices[text.lang] = voice.id;
  $(`[name="voice-${text.lang}"][value="${voice.id}"]`).checked = true;
  heard = timeline(voice);
  audio.src = voice.file;
  moveTo(place && heard.starts.length ? heard.starts[nearest(place)] : 0);
  audio.playbackRate = choice.speed;
  seek.max = Math.ceil(voice.length / 1000);
  drawChapters();
  drawCaptions();
  drawFiles();
  show(wanted, Boolean(place));
  describe();
  if (playing) play();
  keepChoice();
}

function speakLanguage() {
  const desk = $(".desk");
  desk.lang = text.interface;
  $$("[data-t]", desk).forEach((e) => { e.textContent = say(e.dataset.t); });
  $$("[data-label]", desk).forEach((e) => e.setAttribute("aria-label", say(e.dataset.label)));
  drawState();
}

// ---- Showing

function mark(name) {
  if (name === current) return;
  sentence(current).forEach((e) => e.classList.remove("now"));
  current = name;
  if (name) place = { ...parse(name), text };
  sentence(current).forEach((e) => e.classList.add("now"));
}

function sentence(name) {
  if (!elements.has(text.lang)) {
    const named = new Map();
    $$(".text.chosen [data-s]").forEach((e) => named.set(e.dataset.s, [...(named.get(e.dataset.s) ?? []), e]));
    elements.set(text.lang, named);
  }
  return elements.get(text.lang).get(name) ?? [];
}

function show(time, marked = true) {
  if (!voice) return;
  const index = sentenceAt(time);
  seek.style.setProperty("--done", `${(100000 * time) / voice.length}%`);
  const chapter = voice.chapters.findLastIndex(([start]) => start <= time * 1000 + 1);
  showClock(Math.floor(time), chapter);
  const name = marked && index >= 0 ? heard.names[index] : "";
  if (name !== current) {
    mark(name);
    follow();
  }
}

// What changes once a second at most is written once a second at most.
function showClock(second, chapter) {
  const key = [text.lang, voice.id, second, chapter].join();
  if (key === shown) return;
  shown = key;
  const total = voice.length / 1000;
  const title = chapter < 0 ? "" : voice.chapters[chapter][1];
  const reading = say("of").replace("{now}", clock(second)).replace("{total}", clock(total));
  seek.value = second;
  seek.setAttribute("aria-valuetext", title ? `${reading}, ${title}` : reading);
  $("#now").textContent = clock(second);
  $("#total").textContent = clock(total);
  $("#heading").textContent = title;
  $$("#chapters button").forEach((button, i) => {
    if (i === chapter) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  });
}

function follow() {
  const [first] = sentence(current);
  if (!first || !choice.follow || audio.paused || performance.now() - scrolledAt < HANDS_OFF) return;
  const box = first.getBoundingClientRect();
  const bar = getComputedStyle($(".player")).position === "fixed" ? $(".player").offsetHeight : 0;
  if (box.top > 60 && box.bottom < innerHeight - bar - 60) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollTo({ top: scrollY + box.top - (innerHeight - bar) / 3, behavior: calm ? "auto" : "smooth" });
}

function drawChapters() {
  const list = $("#chapters ol");
  const ticks = $(".ticks");
  list.replaceChildren(...voice.chapters.map(([start, title]) => {
    const [item, button, name, time] = ["li", "button", "span", "span"].map((tag) => document.createElement(tag));
    button.type = "button";
    name.textContent = title;
    time.textContent = clock(start / 1000);
    button.append(name, time);
    button.addEventListener("click", () => { go(start / 1000); play(); });
    item.append(button);
    return item;
  }));
  ticks.replaceChildren(...voice.chapters.filter(([start]) => start > 0).map(([start]) => {
    const tick = document.createElement("i");
    tick.style.left = `${(100 * start) / voice.length}%`;
    return tick;
  }));
  $("#chapters").hidden = voice.chapters.length < 2;
}

// Captions for assistive technology and the browser's own media controls. They are built here, not loaded with
// <track src>, since a page opened from disk may not read the file beside it.
function drawCaptions() {
  const label = `${say("captions")} (${text.lang})`;
  const name = `${text.lang}/${voice.id}`;
  for (const old of audio.textTracks) old.mode = "disabled";
  let track = [...audio.textTracks].find((t) => t.id === name || t.rostval === name);
  if (!track) {
    track = audio.addTextTrack("captions", label, text.lang);
    track.rostval = name;
    heard.names.forEach((n, i) => {
      track.addCue(new VTTCue(heard.starts[i], heard.ends[i], sentence(n).map((e) => e.textContent).join(" ")));
    });
  }
  track.mode = "hidden";
}

function drawFiles() {
  $("#download").href = voice.file;
  $("#captions").href = voice.captions;
  $("#captions").hidden = !voice.captions;
}

function drawState() {
  const playing = !audio.paused;
  root.classList.toggle("playing", playing);
  $("#play").dataset.label = playing ? "pause" : "play";
  $("#play").setAttribute("aria-label", say(playing ? "pause" : "play"));
  if ("mediaSession" in navigator) navigator.mediaSession.playbackState = playing ? "playing" : "paused";
}

// ---- Playing

// Why a play fails is told by the error event; that a newer choice interrupts an older one is no failure.
const play = () => audio.play().catch(drawState);

function go(time) {
  if (!voice) return;
  scrolledAt = -Infinity;
  const target = Math.min(Math.max(time, 0), voice.length / 1000 - 0.05);
  moveTo(target);
  show(target);
  follow();
}

// A browser that has loaded nothing yet may forget the time it is given: it is told again when it has.
function moveTo(time) {
  wanted = time;
  audio.currentTime = time;
}
const here = () => (audio.readyState ? audio.currentTime : wanted);
audio.addEventListener("loadedmetadata", () => { if (Math.abs(audio.currentTime - wanted) > 0.5) moveTo(wanted); });

const toggle = () => (audio.paused ? play() : audio.pause());
const skip = (seconds) => go(here() + seconds);
const step = (sentences) => {
  const index = Math.min(Math.max(sentenceAt(here()) + sentences, 0), heard.starts.length - 1);
  if (index in heard.starts) go(heard.starts[index]);
};
const stepChapter = (chapters) => {
  const now = voice.chapters.findLastIndex(([start]) => start <= here() * 1000 + 1);
  const chapter = voice.chapters[Math.max(now + chapters, 0)];
  if (chapter) go(chapter[0] / 1000);
};

// timeupdate comes four times a second at best; a highlight must be on time to the frame.
function frame() {
  if (audio.paused) return;
  show(audio.currentTime);
  requestAnimationFrame(frame);
}

audio.addEventListener("play", () => { drawState(); frame(); });
audio.addEventListener("emptied", drawState);
audio.addEventListener("pause", () => { drawState(); keepPlace(); });
audio.addEventListener("timeupdate", () => { if (!audio.paused) show(audio.currentTime); position(); });
audio.addEventListener("ended", () => { drawState(); memory.write(`place:${data.slug}`, null); });
audio.addEventListener("error", () => { if (voice) $("#problem").textContent = say("failed"); });
audio.addEventListener("ratechange", position);

function keepPlace() {
  if (current && !audio.ended) memory.write(`place:${data.slug}`, { lang: text.lang, name: current });
}

// ---- The keys of headphones, lock screens and keyboards

function describe() {
  if (!("mediaSession" in navigator)) return;
  navigator.mediaSession.metadata = new MediaMetadata({ title: text.title, artist: voice.name, album: data.site });
  position();
}

function position() {
  if (!voice || !("mediaSession" in navigator) || !navigator.mediaSession.setPositionState) return;
  const duration = voice.length / 1000;
  navigator.mediaSession.setPositionState({
    duration, playbackRate: audio.playbackRate, position: Math.min(here(), duration),
  });
}

function bindMediaKeys() {
  if (!("mediaSession" in navigator)) return;
  const handlers = {
    play, pause: () => audio.pause(),
    seekbackward: (e) => skip(-(e.seekOffset ?? STEP)), seekforward: (e) => skip(e.seekOffset ?? STEP),
    seekto: (e) => go(e.seekTime), previoustrack: () => stepChapter(-1), nexttrack: () => stepChapter(1),
  };
  for (const [action, handler] of Object.entries(handlers)) {
    try { navigator.mediaSession.setActionHandler(action, handler); } catch { /* an action this browser lacks */ }
  }
}

// Only keys that write nothing (WCAG 2.1.4), and never those that a focused control uses itself.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !voice) return;
  if (event.target.closest("input, select, textarea")) return;
  if (event.key === " ") {
    if (event.target.closest("button, a, summary")) return;
    toggle();
  } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    if (event.target.closest(".table, pre")) return;
    const way = event.key === "ArrowLeft" ? -1 : 1;
    if (event.shiftKey && !String(getSelection())) step(way);
    else if (!event.shiftKey) skip(way * STEP);
    else return;
  } else return;
  event.preventDefault();
});

// ---- What the reader touches

$("#play").addEventListener("click", toggle);
$("#back").addEventListener("click", () => skip(-STEP));
$("#forward").addEventListener("click", () => skip(STEP));
$("#previous").addEventListener("click", () => step(-1));
$("#next").addEventListener("click", () => step(1));
seek.addEventListener("input", () => go(Number(seek.value)));
$("#speed").addEventListener("change", (event) => {
  choice.speed = Number(event.target.value);
  audio.playbackRate = choice.speed;
  keepChoice();
});
$("#follow").addEventListener("change", (event) => { choice.follow = event.target.checked; keepChoice(); });
$$("[name=language]").forEach((e) => e.addEventListener("change", () => chooseLanguage(e.value)));
$$(".voices input").forEach((e) => e.addEventListener("change", () => {
  chooseVoice(text.voices.find((v) => v.id === e.value));
}));
$("main").addEventListener("click", (event) => {
  const touched = event.target.closest("[data-s]");
  if (!touched || !voice || event.target.closest("a") || String(getSelection())) return;
  go(heard.starts[nearest({ ...parse(touched.dataset.s), text })]);
  play();
});
for (const sign of ["wheel", "touchmove"]) {
  addEventListener(sign, () => { scrolledAt = performance.now(); }, { passive: true });
}
addEventListener("pagehide", keepPlace);
addEventListener("hashchange", () => {
  const lang = location.hash.slice(1);
  if (texts.has(lang) && lang !== text.lang) chooseLanguage(lang);
});
$("#copy")?.addEventListener("click", async () => {
  const post = $("#post");
  try {
    await navigator.clipboard.writeText(post.textContent);
    $("#copied").textContent = "Copied.";
  } catch {
    // A page that is neither on disk nor on https has no clipboard: select the post for the reader's own copy key.
    getSelection().selectAllChildren(post);
    $("#copied").textContent = "Selected. Press Ctrl+C, or ⌘C on a Mac.";
  }
});

// ---- Start: what the address asks for, else what was chosen before, else the browser's languages, else the first.

const asked = [location.hash.slice(1), new URLSearchParams(location.search).get("lang"), choice.lang,
  ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()), data.texts[0].lang];
$("#speed").value = [...$("#speed").options].find((o) => Number(o.value) === choice.speed)?.value ?? "1.0";
choice.speed = Number($("#speed").value);
$("#follow").checked = choice.follow;
$("#chapters").open = matchMedia("(min-width: 60rem)").matches;
bindMediaKeys();
chooseLanguage(asked.find((lang) => texts.has(lang)));
const left = memory.read(`place:${data.slug}`);
if (voice && left?.lang === text.lang && heard.names.includes(left.name)) {
  go(heard.starts[heard.names.indexOf(left.name)]);
}
})();
