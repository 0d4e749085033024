// The engine in Node: what the library gives on this machine, and any string.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { site } from "./site.mjs";
import { TEXTS, dict, native } from "./texts.mjs";

const engine = await import(pathToFileURL(join(site, "engine/maxmatch_wasm.js")));
engine.initSync({ module: readFileSync(join(site, "engine/maxmatch_wasm_bg.wasm")) });
const dictionary = new engine.Dictionary(readFileSync(dict));
const MODES = engine.modes().map(({ name }) => name);

/** The texts of the tokens. */
function words(segmenter, text) {
  const { starts, ends } = segmenter.segment(text);
  return Array.from(starts, (start, i) => text.slice(start, ends[i]));
}

test("every mode gives what it gives on this machine", () => {
  for (const mode of MODES) {
    const segmenter = new engine.Segmenter(dictionary, mode);
    const expected = native(mode, TEXTS);
    TEXTS.forEach((text, i) => {
      const { starts, ends, kinds } = segmenter.segment(text);
      const tokens = Array.from(starts, (start, i) => [text.slice(start, ends[i]), engine.kinds()[kinds[i]]]);
      assert.deepEqual(tokens, expected[i], `${mode}: ${text}`);
    });
  }
});

/** Numbers that are the same in every run. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const PIECES = ["研究", "生命", "和尚未", "十二", "a", "7.5%", "https://a.b/c?d=1", " ", "\r\n", "，", "\0", "e\u0301", "👩‍👩‍👧", "🇨🇳",
  "\uD83D", "\uDE00", "\uFFFD", "\u{20BB7}", "カード", "#话题#", "@张三", "测|试", "\uFEFF"];

test("any string is cut, and positions are those of the string", () => {
  const next = random(20);
  for (let round = 0; round < 600; round++) {
    const piece = () => (next(4) ? PIECES[next(PIECES.length)] : String.fromCharCode(next(65536)));
    const text = Array.from({ length: next(24) }, piece).join("");
    const user = next(3) ? "" : "研究生\n!和尚\n尚|未\n";
    for (const mode of MODES) {
      const segmenter = new engine.Segmenter(dictionary, mode, undefined, user);
      const { starts, ends, kinds } = segmenter.segment(text);
      assert.equal(starts.length, ends.length);
      assert.equal(starts.length, kinds.length);
      assert.ok(kinds.every((kind) => kind < engine.kinds().length));
      if (engine.modes().find(({ name }) => name === mode).overlaps) {
        let reached = 0;
        starts.forEach((start, i) => {
          assert.ok(start <= reached && start < ends[i], JSON.stringify(text));
          reached = Math.max(reached, ends[i]);
        });
        assert.equal(reached, text.length);
      } else {
        assert.equal(words(segmenter, text).join(""), text);
        assert.deepEqual([0, ...ends].slice(0, -1), [...starts].slice(0, ends.length));
      }
      segmenter.free();
    }
  }
});

test("what an explanation names is where it says", () => {
  const next = random(7);
  const check = (value, text) => {
    if (Array.isArray(value)) value.forEach((one) => check(one, text));
    else if (value && typeof value === "object") {
      if ("start" in value) assert.equal(value.text, text.slice(value.start, value.end));
      Object.values(value).forEach((one) => check(one, text));
    }
  };
  for (let round = 0; round < 60; round++) {
    const text = Array.from({ length: next(8) }, () => PIECES[next(PIECES.length)]).join("");
    const segmenter = new engine.Segmenter(dictionary, MODES[next(MODES.length)]);
    const { view, svg } = segmenter.explain(text);
    check(view, text.replace(/\p{Surrogate}/gu, "\uFFFD"));
    assert.ok(svg.startsWith("<svg "));
  }
});

test("what can't be done is an Error with the library's message", () => {
  const thrown = (act) => {
    try {
      act();
    } catch (error) {
      assert.equal(error.constructor, Error);
      return error.message;
    }
    return assert.fail("nothing was thrown");
  };
  assert.match(thrown(() => new engine.Segmenter(dictionary, "best")), /^unknown mode "best"; there are forward/);
  assert.match(thrown(() => new engine.Segmenter(dictionary, "bidir", "some")), /^unknown rule "some"/);
  assert.match(thrown(() => new engine.Segmenter(dictionary, "bidir", "all", "a\n# expect:\n")), /^user dictionary:2: expects nothing/);
  assert.match(thrown(() => new engine.Segmenter(dictionary).explain("研究", "生命")), /does not hold/);
  const bytes = readFileSync(dict);
  assert.notEqual(thrown(() => new engine.Dictionary(bytes.subarray(0, 1000))), "");
  bytes[bytes.length >> 1] ^= 1;
  assert.notEqual(thrown(() => new engine.Dictionary(bytes)), "");
  // And all goes on.
  assert.deepEqual(words(new engine.Segmenter(dictionary), "研究生命"), ["研究", "生命"]);
});

test("the README's example prints what it says", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, code] = /```js\n([^]*?)```/.exec(readme);
  const [, printed] = /```text\n([^]*?)```/.exec(readme);
  const file = join(site, "readme-example.mjs");
  writeFileSync(file, code);
  try {
    assert.equal(execFileSync("node", [file], { cwd: site, encoding: "utf8" }), printed);
  } finally {
    rmSync(file);
  }
});

test("golden.mjs writes a line for a line", () => {
  const golden = fileURLToPath(new URL("../golden.mjs", import.meta.url));
  const run = (input) => execFileSync("node", [golden, dict, "bidir"], { input, encoding: "utf8" });
  assert.equal(run("研究生命起源\n\n他说\r\n完"), "研究\u001F生命\u001F起源\n\n他\u001F说\u001F\r\n完\n");
  assert.equal(run(""), "");
});
