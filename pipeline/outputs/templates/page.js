// The listening page: what is chosen, what is shown, what is heard. What the reader touches is in controls.js.

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
const kept = memory.read("choice");
const choice = { lang: "", voices: {}, speed: 1, follow: true, ...(kept?.voices ? kept : {}) };
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
  heard = timeline(text.segments, voice.times);
  audio.src = voice.file;
  moveTo(place && heard.starts.length ? heard.starts[nearest(heard.names, place, text)] : 0);
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
  const index = lastBegun(heard.starts, time);
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
  let track = [...audio.textTracks].find((t) => t.rostval === name);
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
  const index = Math.min(Math.max(lastBegun(heard.starts, here()) + sentences, 0), heard.starts.length - 1);
  if (index in heard.starts) go(heard.starts[index]);
};
const stepChapter = (chapters) => {
  if (!voice) return;
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
audio.addEventListener("playing", () => { $("#problem").textContent = ""; });
audio.addEventListener("ratechange", position);

function keepPlace() {
  if (current && !audio.ended) memory.write(`place:${data.slug}`, { lang: text.lang, name: current });
}
