// What the reader touches: the keys of headphones, lock screens and keyboards, then the page itself; and the start.

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

// ---- The page

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
  go(heard.starts[nearest(heard.names, { ...parse(touched.dataset.s), text }, text)]);
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
