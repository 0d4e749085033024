// The tokens of each line of standard input: node golden.mjs DICT MODE < LINES
//
// DICT is a dictionary file. For every line, which LF ends, the texts of its tokens are written, joined by U+001F, and LF. It is the
// module of the page, in Node: `build` makes it.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [path, mode] = process.argv.slice(2);
if (mode === undefined) {
  console.error("usage: node golden.mjs DICT MODE < LINES");
  process.exit(2);
}
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const engine = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "page/engine");
const { Dictionary, Segmenter, initSync } = await import(pathToFileURL(join(engine, "maxmatch_wasm.js")));
initSync({ module: readFileSync(join(engine, "maxmatch_wasm_bg.wasm")) });

const segmenter = new Segmenter(new Dictionary(readFileSync(path)), mode);
const lines = readFileSync(0, "utf8").split("\n");
// What the last line end is followed by is no line, unless it holds something.
if (lines.at(-1) === "") lines.pop();
const cut = (line) => {
  const { starts, ends } = segmenter.segment(line);
  return Array.from(starts, (start, i) => line.slice(start, ends[i])).join("\u001F") + "\n";
};
process.stdout.write(lines.map(cut).join(""));
