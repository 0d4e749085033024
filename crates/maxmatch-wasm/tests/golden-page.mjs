// The same as golden.mjs, in the page: node golden-page.mjs DICT MODE < LINES

import { readFileSync } from "node:fs";

import { launch, open, serve } from "./site.mjs";

const [path, mode] = process.argv.slice(2);
if (mode === undefined) {
  console.error("usage: node golden-page.mjs DICT MODE < LINES");
  process.exit(2);
}
const [browser, server] = [await launch(), await serve((name, bytes) => (name === "golden.dict" ? readFileSync(path) : bytes))];
const { page } = await open(browser, server.url);
const lines = readFileSync(0, "utf8").split("\n");
// What the last line end is followed by is no line, unless it holds something.
if (lines.at(-1) === "") lines.pop();
const output = await page.evaluate(async (lines, mode) => {
  const { default: init, Dictionary, Segmenter } = await import("./engine/maxmatch_wasm.js");
  await init();
  const segmenter = new Segmenter(new Dictionary(new Uint8Array(await (await fetch("golden.dict")).arrayBuffer())), mode);
  const cut = (line) => {
    const { starts, ends } = segmenter.segment(line);
    return Array.from(starts, (start, i) => line.slice(start, ends[i])).join("\u001F") + "\n";
  };
  return lines.map(cut).join("");
}, lines, mode);
process.stdout.write(output);
await browser.close();
await server.stop();
