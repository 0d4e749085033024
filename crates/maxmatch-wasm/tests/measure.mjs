// How soon the page is there, and what a long text takes: node measure.mjs. Nothing is asserted.
//
// Each time in a profile of its own, so that nothing is cached: the median of nine.

import { launch, open, serve, settled } from "./site.mjs";

const TIMES = 9;
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1].toFixed(0);

const [browser, server] = [await launch(), await serve()];
const [cuts, after, pastes] = [[], [], []];
for (let time = 0; time < TIMES; time++) {
  const { page, close } = await open(browser, server.url);
  await settled(page);
  const marks = await page.evaluate(() => Object.fromEntries(performance.getEntriesByType("mark").map((mark) => [mark.name, mark.startTime])));
  cuts.push(marks["first-cut"]);
  after.push(marks["first-cut"] - marks["engine-ready"]);
  pastes.push(await page.evaluate(async (sentence) => {
    const area = document.getElementById("text");
    area.value = sentence.repeat(40_000);
    const status = document.getElementById("status");
    const start = performance.now();
    area.dispatchEvent(new Event("input"));
    await new Promise((shown) => new MutationObserver(shown).observe(status, { childList: true }));
    return performance.now() - start;
  }, "结婚的和尚未结婚的都在研究生命起源，他说的确实在理。"));
  await close();
}
console.log(`from the start of navigation to the first cut: ${median(cuts)} ms`);
console.log(`from engine and dictionary ready to the first cut: ${median(after)} ms`);
console.log(`from a text of 1,040,000 characters to its cut in nine modes: ${median(pastes)} ms`);
await browser.close();
await server.stop();
