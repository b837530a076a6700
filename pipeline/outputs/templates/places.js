// Places: a sentence is named "b3-1" (block 3, its second sentence) or "t-0" (title), alike in every language.
// Nothing here touches the page.

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

// The last of the sentences `names` of the text `to` that is not after a place in the text `from`.
function nearest(names, { block, index, text: from }, to) {
  const here = { block: sameBlock(block, from, to), index };
  return Math.max(names.findLastIndex((name) => before(parse(name), here)), 0);
}

// `times` holds for each sentence the pause before it and its length in ms; a sentence of no length is not heard.
function timeline(segments, times) {
  const result = { starts: [], ends: [], names: [] };
  let now = 0;
  segments.split(" ").forEach((name, i) => {
    const start = now + times[2 * i];
    now = start + times[2 * i + 1];
    if (now === start) return;
    result.names.push(name);
    result.starts.push(start / 1000);
    result.ends.push(now / 1000);
  });
  return result;
}

// Which of the sorted `starts` came last at `time`, -1 before the first.
function lastBegun(starts, time) {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= time + 0.001) low = middle + 1; else high = middle;
  }
  return low - 1;
}
