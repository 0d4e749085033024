// The engine, beside the page, so that long texts never stop it.

import init, { Dictionary, Segmenter, kinds, lint, modes } from "./engine/maxmatch_wasm.js";
import { stretch } from "./stretch.js";

const BUILT_IN = "zh.dict.gz";
/** Of what is wrong with a user dictionary, the page is told so much: it is slow with more. */
const TOLD = 200;

const ready = init().catch((error) => {
  throw new Error(`The engine could not be loaded: ${error.message}`);
});
let dictionary;
// The last user dictionary that could be read, and its segmenters by mode.
let user = { text: "", segmenters: {} };
// The one that was tried last, and what is wrong with it.
let tried;

/** Opens the bytes of a dictionary file, or the built-in one, and tells what it is. */
async function open(bytes) {
  await ready;
  const opened = new Dictionary(bytes ?? (await builtIn()));
  dictionary?.free();
  dictionary = opened;
  take("");
  tried = undefined;
  const { name, version, words, licence, source } = dictionary;
  return { name, version, words, licence, source, modes: modes(), kinds: kinds() };
}

async function builtIn() {
  try {
    const response = await fetch(BUILT_IN);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    // Where the server declares the compression, the browser has undone it.
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch (error) {
    throw new Error(`${BUILT_IN} could not be loaded: ${error.message}`);
  }
}

/** Cuts a text in every mode. Of a long one, only what is near a position is told, beside how many tokens there are. */
function cut(text, userText, at) {
  const { error, findings, more } = use(userText);
  const cuts = modes().map((mode) => ({ mode, ...user.segmenters[mode.name].segment(text) }));
  const [from, to] = stretch(text, at, cuts.filter(({ mode }) => !mode.overlaps));
  return { from, to, error, findings, more, cuts: cuts.map((cut) => near(cut, from, to)) };
}

/** The tokens of a part of the text. What goes beyond it is cut off, or left out where tokens overlap. */
function near({ mode, starts, ends, kinds: numbers }, from, to) {
  const isInside = (i) => starts[i] >= from && ends[i] <= to;
  const touches = (i) => ends[i] > from && starts[i] < to;
  const isNear = mode.overlaps ? isInside : touches;
  const all = [];
  for (let i = 0; i < starts.length; i++) {
    if (isNear(i)) all.push(i);
  }
  return {
    mode,
    count: starts.length,
    starts: all.map((i) => Math.max(starts[i], from)),
    ends: all.map((i) => Math.min(ends[i], to)),
    kinds: all.map((i) => numbers[i]),
  };
}

/** Why a text is cut so in a mode. */
function explain(text, userText, mode) {
  use(userText);
  return user.segmenters[mode].explain(text);
}

/** Takes a user dictionary, and says what is wrong with it. If it can't be read, the last one that could stays in use. */
function use(text) {
  if (text === tried?.text) return tried;
  let error = null;
  try {
    if (text !== user.text) take(text);
  } catch (refused) {
    if (stops(refused)) throw refused;
    error = refused.message;
  }
  tried = { text, error, ...find(text) };
  return tried;
}

/** What is wrong with a user dictionary, in order of its lines, and how much more; errors are told of before warnings. */
function find(text) {
  const all = text ? lint(dictionary, text) : [];
  const [errors, others] = [true, false].map((isError) => all.filter(({ severity }) => (severity === "error") === isError));
  const findings = [...errors, ...others].slice(0, TOLD).sort((a, b) => a.line - b.line);
  return { findings, more: all.length - findings.length };
}

/** Makes the segmenters of a user dictionary, which take the place of the last ones. */
function take(text) {
  const segmenter = new Segmenter(dictionary, undefined, undefined, text);
  const byMode = modes().map(({ name }) => [name, segmenter.withMode(name)]);
  for (const old of Object.values(user.segmenters)) old.free();
  user = { text, segmenters: Object.fromEntries(byMode) };
  segmenter.free();
}

/** Whether the engine must not be called again. What the library refuses is an Error itself; a trap is of a kind of its own. */
function stops(error) {
  return error.constructor !== Error;
}

const methods = { open, cut, explain };

addEventListener("message", async ({ data: { id, method, args } }) => {
  try {
    postMessage({ id, result: await methods[method](...args) });
  } catch (error) {
    postMessage({ id, error: error.message, stopped: stops(error) });
  }
});
