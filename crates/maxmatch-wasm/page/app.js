// The page: what is written goes to the engine, and what comes back is shown.

import { count, element } from "./dom.js";
import { Engine, Stopped } from "./engine.js";
import { drawModes } from "./modes.js";
import { UserEditor } from "./user.js";
import { drawWhy } from "./why.js";

const EXAMPLES = ["研究生命起源", "结婚的和尚未结婚的", "南京市长江大桥", "他说的确实在理", "王建国说小米SU7卖24万"];
/** So long nothing may happen before a cut is explained: explaining takes longer. */
const PAUSE = 150;
/** Links hold texts of up to so many units of UTF-16. */
const LINKED = 2000;

const find = (id) => document.getElementById(id);
const [area, status, problem, why] = ["text", "status", "problem", "why"].map(find);

area.value = EXAMPLES[0];
let mode = "bidir";
follow();
let facts;
let latest;

const user = new UserEditor({ area: find("user"), gutter: find("gutter"), list: find("findings") }, changed);
const engine = new Engine();

/** Takes what the link in the address bar says. */
function follow() {
  const link = new URLSearchParams(location.hash.slice(1));
  area.value = link.get("text") ?? area.value;
  mode = link.get("mode") ?? mode;
}

/** Cuts what is there, and once more if it changed meanwhile; then explains it. */
let [isCutting, isStale, pause] = [false, false, undefined];
async function changed() {
  clearTimeout(pause);
  isStale = true;
  why.ariaBusy = "true";
  if (isCutting) return;
  isCutting = true;
  let isCut;
  while (isStale) {
    isStale = false;
    isCut = await attempt(cut);
  }
  isCutting = false;
  if (isCut) pause = setTimeout(() => attempt(explain), PAUSE);
  else why.ariaBusy = "false";
}

async function attempt(act) {
  try {
    await act();
    return true;
  } catch (error) {
    tell(error);
    // Nothing more comes, unless a cut is under way.
    if (!isCutting) why.ariaBusy = "false";
    if (!latest) status.textContent = "";
    return false;
  }
}

async function cut() {
  facts ??= await engine.opened;
  const [text, userText] = [area.value, user.text];
  const result = await engine.cut(text, userText, area.selectionStart);
  latest = { text, userText, ...result };
  problem.hidden = true;
  user.show(result);
  drawCuts();
  if (!performance.getEntriesByName("first-cut").length) performance.mark("first-cut");
}

function drawCuts() {
  const { text, from, to, cuts } = latest;
  if (!cuts.some((cut) => cut.mode.name === mode)) mode = "bidir";
  const regions = drawModes(find("modes"), { text, cuts, kinds: facts.kinds, chosen: mode, choose });
  const tokens = cuts.find((cut) => cut.mode.name === mode).count;
  const isPart = to - from < text.length;
  const shown = isPart
    ? ` Shown and explained is what is around the caret, ${position(from)} to ${position(to)} of ${position(text.length)}.`
    : "";
  const differ = regions.length ? `The modes differ in ${count(regions.length, "place")}${isPart ? " there" : ""}.` : "";
  status.textContent = [`${count(tokens, "token")} by ${mode}.${shown}`, differ].filter(Boolean).join(" ");
}

function position(number) {
  return number.toLocaleString("en");
}

function choose(chosen) {
  mode = chosen;
  drawCuts();
  why.ariaBusy = "true";
  attempt(explain);
}

async function explain() {
  const explained = mode;
  const { text, userText, from, to } = latest;
  const result = await engine.explain(text.slice(from, to), userText, explained);
  if (latest.text === text && latest.userText === userText && latest.from === from && mode === explained) {
    drawWhy(why, result, add);
    if (!isCutting) why.ariaBusy = "false";
  }
}

function add(lines) {
  user.add(lines);
  find("user").focus();
  changed();
}

/** Says what went wrong. */
function tell(error) {
  const isStopped = error instanceof Stopped;
  problem.textContent = isStopped
    ? "The engine stopped on this, which is a fault of ours. It was started anew: change the text to go on, and please report it."
    : error.message;
  problem.hidden = false;
  if (isStopped) console.error("maxmatch:", error.message);
}

function drawFacts({ name, version, words, licence, source }) {
  const rows = [["Name", name], ["Version", version], ["Words", words.toLocaleString("en")], ["Licence", licence], ["Source", source]];
  const pairs = rows.filter(([, value]) => value).flatMap(([key, value]) => [element("dt", {}, key), element("dd", {}, value)]);
  find("facts").replaceChildren(...pairs);
}

async function openFile(file) {
  facts = await engine.open(file && new Uint8Array(await file.arrayBuffer()));
  find("built-in").hidden = !file;
  drawFacts(facts);
  changed();
}

/** Long texts follow the caret. */
function moved() {
  if (latest && document.activeElement === area && latest.to - latest.from < latest.text.length) {
    const at = area.selectionStart;
    if (at < latest.from || at > latest.to) changed();
  }
}

async function share() {
  if (area.value.length > LINKED) {
    status.textContent = `A link holds up to ${position(LINKED)} characters, and this text is longer.`;
    return;
  }
  history.replaceState(null, "", `#${new URLSearchParams({ mode, text: area.value })}`);
  try {
    await navigator.clipboard.writeText(location.href);
    status.textContent = "The link is copied.";
  } catch {
    status.textContent = "The link is in the address bar.";
  }
}

find("examples").append(...EXAMPLES.map((example) => element("button", {
  type: "button",
  click: () => {
    area.value = example;
    changed();
  },
}, example)));
area.addEventListener("input", changed);
document.addEventListener("selectionchange", moved);
addEventListener("hashchange", () => {
  follow();
  changed();
});
// By itself it would take the place of the link in the address bar.
find("skip").addEventListener("click", (event) => {
  event.preventDefault();
  area.focus();
});
find("share").addEventListener("click", share);
find("file").addEventListener("change", ({ target }) => {
  const [file] = target.files;
  // The same file can be chosen again, once it changed.
  target.value = "";
  if (file) attempt(() => openFile(file));
});
find("built-in").addEventListener("click", () => attempt(() => openFile()));
attempt(async () => {
  facts = await engine.opened;
  performance.mark("engine-ready");
  drawFacts(facts);
});
changed();

// What the page needs is kept, so that it works without a network from then on.
navigator.serviceWorker?.register("service-worker.js").catch(() => {});
