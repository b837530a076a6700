// The library's filter by language and by words of a title.

const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const articles = [...document.querySelectorAll("#articles > li")].map((element) => ({
  element,
  lines: [...element.querySelectorAll(".line")].map((line) => ({
    element: line, lang: line.lang, words: plain(line.firstElementChild.textContent), seconds: Number(line.dataset.seconds),
  })),
}));
// Every article keeps its place; one language shows that language's titles alone. The total counts one recording each.
function filter() {
  const lang = $("[name=language]:checked").value;
  const wanted = plain($("#search").value.trim());
  let [count, seconds] = [0, 0];
  for (const { element, lines } of articles) {
    const shown = lines.filter((line) => !lang || line.lang === lang);
    const found = shown.filter((line) => line.words.includes(wanted));
    element.hidden = !found.length;
    for (const line of lines) line.element.hidden = Boolean(lang) && line.lang !== lang;
    if (!found.length) continue;
    count += 1;
    seconds += shown[0].seconds;
  }
  $("#articles").classList.toggle("alone", Boolean(lang));
  $("#nothing").hidden = count > 0;
  speak(lang, count, seconds);
}

function speak(lang, count, seconds) {
  const code = lang in data.phrases ? lang : lang ? "en" : data.interface;
  const say = data.phrases[code];
  document.documentElement.lang = code;
  if (!data.named) document.title = $("h1").textContent = say.library;
  const articles = count === 1 ? say.one : say.count.replace("{count}", count);
  $("#sum").textContent = `${articles} · ${say.total.replace("{time}", clock(seconds))}`;
  $("#everything").textContent = say.everything;
  $("legend").textContent = say.language;
  $("#search").placeholder = say.search;
  $("#search").setAttribute("aria-label", say.search);
  $("#nothing").textContent = say.nothing;
  if ($("#feed")) $("#feed").textContent = say.feed;
}

$(".filters").addEventListener("change", filter);
$("#search").addEventListener("input", filter);
$(".filters").addEventListener("submit", (event) => event.preventDefault());
// A browser that comes back to the page puts the old choices back into the form.
if ($("#search").value || $("[name=language]:checked").value) filter();
