// The page in Chromium.

import assert from "node:assert/strict";
import { writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";

import { launch, modules, open, rows, serve, settled, target, write } from "./site.mjs";
import { TEXTS, dict, native } from "./texts.mjs";

const SIGNS = new Map([[" ", "␣"], ["\u3000", "␣"], ["\t", "⇥"]]);
let browser;
let server;

before(async () => {
  [browser, server] = [await launch(), await serve()];
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A test with a page of its own, in which nothing may go wrong. */
function inPage(name, act, options = {}) {
  test(name, async () => {
    const { page, faults, close } = await open(browser, server.url + (options.hash ?? ""), options);
    try {
      await settled(page);
      await act(page);
      assert.deepEqual(faults, []);
    } finally {
      await close();
    }
  });
}

const status = (page) => page.$eval("#status", (status) => status.textContent);

inPage("every mode's row is what the library gives on this machine", async (page) => {
  const modes = Object.keys(await rows(page));
  assert.equal(modes.length, 9);
  const expected = Object.fromEntries(modes.map((mode) => [mode, native(mode, TEXTS)]));
  for (const [i, text] of TEXTS.entries()) {
    await write(page, "text", text);
    const shown = await rows(page);
    for (const mode of modes) {
      assert.deepEqual(shown[mode], expected[mode][i].map(([text]) => SIGNS.get(text) ?? text), `${mode}: ${text}`);
    }
  }
});

inPage("the places where the modes differ are marked", async (page) => {
  await write(page, "text", "他研究生命，见https://example.org/a");
  const marked = await page.$$eval("#modes tr", (rows) => Object.fromEntries(rows.map((row) => [
    row.querySelector("input").value,
    [...row.querySelectorAll(".differs")].map((token) => token.textContent),
  ])));
  const { forward, bidir, full, query } = marked;
  assert.deepEqual([forward, bidir, full, query], [["研究生", "命"], ["研究", "生命"], [], []]);
  assert.match(await status(page), /^6 tokens by bidir\. The modes differ in 1 place\.$/);
});

inPage("the user dictionary changes the cut, and is kept", async (page) => {
  await write(page, "text", "研究生命起源");
  await write(page, "user", "生命起源 9000\n!研究");
  assert.deepEqual((await rows(page)).backward, ["研", "究", "生命起源"]);
  assert.match(await page.$eval("#why", (why) => why.textContent), /user dictionary:1/);
  await page.reload();
  await page.waitForSelector("#modes tr");
  await settled(page);
  assert.equal(await page.$eval("#user", (area) => area.value), "生命起源 9000\n!研究");
  assert.deepEqual((await rows(page)).backward, ["研", "究", "生命起源"]);
});

inPage("a line that can't be read is told of at its number, and what was there before is in use", async (page) => {
  await write(page, "text", "研究生命");
  await write(page, "user", "生命\n!研究生\n");
  assert.deepEqual((await rows(page)).forward, ["研究", "生命"]);
  await write(page, "user", "生命\n!研究生\n词 99999999999\n# expect:\n");
  assert.deepEqual((await rows(page)).forward, ["研究", "生命"]);
  const findings = await page.$$eval("#findings li", (items) => items.map((item) => item.textContent));
  assert.deepEqual(findings, [
    "As it is, it can't be read. In use is what could be read last.",
    'Line 3 error: the frequency "99999999999" is above 4,294,967,295; divide all frequencies of the lexicon by the same number',
    "Line 4 error: expects nothing; write the tokens after it, or delete the line",
  ]);
  assert.deepEqual(await page.$$eval("#gutter .error", (marks) => marks.map((mark) => mark.textContent)), ["! 3", "! 4"]);
  assert.equal(await page.$eval("#user", (area) => area.getAttribute("aria-invalid")), "true");
  // The button goes to the line.
  await page.$$eval("#findings button", ([, second]) => second.click());
  assert.equal(await page.$eval("#user", (area) => area.value.slice(area.selectionStart, area.selectionEnd)), "# expect:");
  await write(page, "user", "");
  assert.deepEqual((await rows(page)).forward, ["研究生", "命"]);
});

test("a large user dictionary is looked through once, and shown in part", async () => {
  const count = (source) => source.replace(/export function lint\(.*\{/, "$& globalThis.lints = (globalThis.lints ?? 0) + 1;");
  const own = await serve((name, bytes) => (name === "engine/maxmatch_wasm.js" ? count(bytes.toString()) : bytes));
  const { page, faults, close } = await open(browser, own.url);
  const items = () => page.$$eval("#findings li", (items) => items.map((item) => item.textContent));
  await write(page, "user", `${"词\n".repeat(20_000)}词 99999999999`);
  const shown = await items();
  assert.equal(shown.length, 202);
  // The error, which is last, before some of the warnings.
  assert.match(shown[0], /^As it is, it can't be read/);
  assert.match(shown[1], /^Line 1 warning/);
  assert.match(shown[200], /^Line 20001 error/);
  assert.equal(shown[201], "And 19,800 more findings, not marked.");
  const gutter = await page.$("#gutter");
  const numbers = await gutter.evaluate((gutter) => gutter.textContent.trimEnd().split("\n"));
  assert.deepEqual([numbers.length, numbers[0], numbers[199], numbers[20_000]], [20_001, "! 1", "200", "! 20001"]);
  assert.ok(await gutter.evaluate((gutter) => gutter.childNodes.length < 500));

  // What is written elsewhere changes none of that.
  const lints = () => page.workers()[0].evaluate(() => globalThis.lints);
  const before = await lints();
  await gutter.evaluate((gutter) => (gutter.firstElementChild.isSame = true));
  await write(page, "text", "研究生命");
  assert.equal(await lints(), before);
  assert.ok(await gutter.evaluate((gutter) => gutter.firstElementChild.isSame));
  assert.deepEqual(await items(), shown);

  // A finding of a line that is there no more.
  await page.$eval("#user", (area) => {
    area.value = "词";
    document.querySelector("#findings li:nth-child(201) button").click();
  });
  assert.deepEqual(faults, []);
  await close();
  await own.stop();
});

inPage("an edit that is taken flips the cut", async (page) => {
  await write(page, "text", "结婚的和尚未结婚的");
  const [edit] = await page.$$(".edit button");
  const gives = await page.$eval(".edit .tokens", (tokens) => tokens.textContent.split(" "));
  await edit.click();
  await settled(page);
  assert.deepEqual((await rows(page)).bidir, gives);
  assert.notEqual(await page.$eval("#user", (area) => area.value), "");
});

inPage("where no edit was looked for, that is said", async (page) => {
  const edits = () => page.$eval("#why", (why) => [
    why.querySelectorAll(".region").length,
    why.querySelectorAll(".edit").length,
    (why.textContent.match(/No edit of a dictionary was found/g) ?? []).length,
    why.textContent.match(/In .* no edit was looked for\./)?.[0] ?? "",
  ]);
  await write(page, "text", "研究生命起源");
  assert.deepEqual(await edits(), [1, 1, 0, ""]);
  await write(page, "text", "研究生命起源，".repeat(20));
  assert.deepEqual(await edits(), [20, 8, 0, "In 12 places no edit was looked for."]);
  await write(page, "text", "研究生命起源");
  await page.click("#mode-full");
  await settled(page);
  assert.deepEqual(await edits(), [1, 0, 0, "In 1 place no edit was looked for."]);
});

inPage("another mode is explained when it is chosen, and a link holds text and mode", async (page) => {
  assert.equal(await page.$eval("#text", (area) => area.value), "南京市长江大桥");
  assert.ok(await page.$eval("#mode-lattice", (radio) => radio.checked));
  assert.match(await page.$eval(".lattice", ({ shadowRoot }) => shadowRoot.querySelector("desc").textContent), /^lattice cuts it so/);
  await page.click("#mode-forward");
  await settled(page);
  assert.match(await page.$eval(".lattice", ({ shadowRoot }) => shadowRoot.querySelector("desc").textContent), /^forward cuts it so/);
  await page.click("#share");
  await page.waitForFunction(() => location.hash.includes("mode=forward"));
  // A link may be opened in the page that is there, and the way to the text by keyboard keeps it.
  await page.evaluate((text) => (location.hash = `mode=lattice&text=${text}`), "研究生命");
  await page.waitForFunction(() => document.getElementById("mode-lattice").checked);
  await settled(page);
  assert.deepEqual((await rows(page)).lattice, ["研究", "生命"]);
  await page.focus("#skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "text");
  await page.reload();
  await page.waitForSelector("#modes tr");
  assert.equal(await page.$eval("#text", (area) => area.value), "研究生命");
}, { hash: "#mode=lattice&text=" + encodeURIComponent("南京市长江大桥") });

inPage("a dictionary file serves instead, and one that is damaged does not", async (page) => {
  const file = await page.$("#file");
  await write(page, "text", "研究生命起源");
  const [before, name] = [await rows(page), () => page.$eval("#facts dd", (fact) => fact.textContent)];
  const bytes = readFileSync(dict);
  bytes[bytes.length >> 1] ^= 1;
  const damaged = join(target, "page-build/damaged.dict");
  writeFileSync(damaged, bytes);
  await file.uploadFile(damaged);
  await page.waitForSelector("#problem:not([hidden])");
  assert.equal(await name(), "zh-small");
  await file.uploadFile(join(target, "page-build/mini.dict"));
  await page.waitForFunction(() => document.querySelector("#facts dd").textContent === "mini");
  await settled(page);
  assert.notDeepEqual(await rows(page), before);
  await page.click("#built-in");
  await page.waitForFunction(() => document.querySelector("#facts dd").textContent !== "mini");
  await settled(page);
  assert.deepEqual(await rows(page), before);
});

inPage("any string can be written, lone surrogates too", async (page) => {
  for (const text of ["\uD83D研究\uDE00生命\uD83D", "\0\u0007\uFEFF\u200D", "<b>&amp;</b>研究", "e\u0301👩‍👩‍👧🇨🇳🇨", "", "\u2028\r\r\n"]) {
    await write(page, "text", text);
    // A textarea makes LF of every line end.
    const value = await page.$eval("#text", (area) => area.value);
    const shown = (await rows(page)).bidir;
    assert.equal(shown.filter((token) => !["␣", "⏎", "⇥"].includes(token)).join(""), value.replace(/[ \n\t]/g, ""));
  }
});

inPage("a long text is cut beside the page, and what is shown follows the caret", async (page) => {
  const sentence = "结婚的和尚未结婚的都在研究生命起源，他说的确实在理。";
  await page.evaluate((text) => {
    window.frames_ = 0;
    const tick = () => {
      window.frames_ += 1;
      requestAnimationFrame(tick);
    };
    tick();
    const area = document.getElementById("text");
    area.value = text;
    area.setSelectionRange(500_000, 500_000);
    window.frames_ = 0;
    area.dispatchEvent(new Event("input"));
  }, sentence.repeat(Math.ceil(1_000_000 / sentence.length)).slice(0, 1_000_000));
  await settled(page);
  assert.ok(await page.evaluate(() => window.frames_ > 1), "frames were drawn meanwhile");
  assert.match(await status(page), /Shown and explained is what is around the caret, 499,\d+ to 500,\d+ of 1,000,000\./);
  const { bidir } = await rows(page);
  assert.ok(bidir.length > 20 && bidir.length < 500);
  assert.equal(bidir.at(-1), "。");
  await page.evaluate(() => {
    const area = document.getElementById("text");
    area.focus();
    area.setSelectionRange(0, 0);
  });
  await page.waitForFunction(() => / 0 to /.test(document.getElementById("status").textContent));
  await settled(page);
  assert.equal((await rows(page)).bidir[0], "结婚");
});

inPage("a long text in which nothing ends is shown in part, too", async (page) => {
  for (const [text, mode] of [["a", "bidir"], ["\uD83D\uDE00", "lattice"], ["一", "unigram"], ["\u0301", "forward"]]) {
    await write(page, "text", text.repeat(300_000));
    const shown = (await rows(page))[mode].join("");
    assert.ok(shown.length > 100 && shown.length <= 400, `${shown.length} of ${JSON.stringify(text)}`);
  }
});

inPage("the licences are there, those of the crates too", async (page) => {
  const licences = await page.$eval("footer a", async ({ href }) => (await fetch(href)).text());
  // Of the dictionary's words, of all crates, and of some of the crates.
  for (const holder of ["Sun Junyi", "Apache License", "Andrew Gallant", "Carl Lerche"]) assert.ok(licences.includes(holder), holder);
  const [, ...crates] = licences.split(/^[a-z0-9_-]+-\d+\.\d+\.\d+\S*$/m);
  assert.ok(crates.length > 10);
  for (const texts of crates) assert.ok(texts.trim().length > 200, texts);
});

inPage("all can be done with the keyboard alone", async (page) => {
  await write(page, "user", "词 99999999999\n");
  await page.evaluate(() => document.activeElement.blur());
  const walked = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const isSeen = (one) => getComputedStyle(one).outlineStyle !== "none";
      // The editor shows it around the text and its numbers, the file picker on its label.
      const shows = [element, element.closest(".editor"), element.closest(".bar")?.querySelector(`label[for="${element.id}"]`)];
      const name = element.closest("[id]")?.id ?? element.localName;
      return { name, isSeen: shows.filter(Boolean).some(isSeen) };
    });
    if (!at) break;
    assert.ok(at.isSeen, `${at.name} shows that it has the focus`);
    walked.push(at.name);
    assert.ok(walked.length < 60, "the focus goes round");
  }
  const order = walked.filter((name, i) => name !== walked[i - 1]);
  assert.equal(walked[1], "text");
  const expected = ["text", "examples", "share", "mode-bidir", "why", "user", "findings", "file"];
  assert.deepEqual(order.filter((name) => expected.includes(name)), expected);

  // An example, another mode, and an edit.
  await page.focus("#examples button:nth-child(2)");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal((await rows(page)).bidir[0], "结婚");
  await page.focus("#mode-bidir");
  await page.keyboard.press("ArrowDown");
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), "mode-mmseg");
  await page.focus(".edit button");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), "user");
});

test("it works without a network once it was loaded", async () => {
  const own = await serve();
  const { page, faults, close } = await open(browser, own.url);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await own.stop();
  await page.setOfflineMode(true);
  await page.reload();
  await page.waitForSelector("#modes tr");
  await write(page, "text", "研究生命起源");
  assert.deepEqual((await rows(page)).bidir, ["研究", "生命", "起源"]);
  assert.deepEqual(faults, []);
  await close();
});

test("a server may declare that the dictionary is compressed", async () => {
  const own = await serve(undefined, (name) => (name.endsWith(".gz") ? { "content-encoding": "gzip" } : {}));
  const { page, faults, close } = await open(browser, own.url);
  await write(page, "text", "研究生命起源");
  assert.deepEqual((await rows(page)).bidir, ["研究", "生命", "起源"]);
  assert.deepEqual(faults, []);
  await close();
  await own.stop();
});

test("of what is kept, only what is its own and old is forgotten", async () => {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  // A file of the same origin, in which no service worker starts.
  await page.goto(`${server.url}licences.txt`);
  const [old, ...others] = [`maxmatch ${server.url} 0`, "theirs", `maxmatch ${server.url}another/ 0`];
  await page.evaluate((names) => Promise.all(names.map((name) => caches.open(name))), [old, ...others]);
  await page.goto(server.url);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const kept = await page.evaluate(() => caches.keys());
  assert.ok(!kept.includes(old));
  assert.deepEqual(kept.filter((name) => others.includes(name)).sort(), others.sort());
  assert.equal(kept.length, others.length + 1);
  await context.close();
});

for (const method of ["cut", "explain"]) {
  test(`an engine that stops is told of and started anew: ${method}`, async () => {
    // No text is known to stop it. What it calls is made to fail, so that it panics inside of a call: a trap, with all still borrowed.
    const trap = `
      methods.${method} = (...all) => {
        if (all[0] === "坏") Reflect.set = () => { throw new Error("no members"); };
        return ${method}(...all);
      };`;
    const own = await serve((name, bytes) => (name === "worker.js" ? bytes + trap : bytes));
    const { page, faults, close } = await open(browser, own.url);
    await settled(page);
    await page.$eval("#text", (area) => {
      area.value = "坏";
      area.dispatchEvent(new Event("input"));
    });
    await page.waitForSelector("#problem:not([hidden])");
    assert.match(await page.$eval("#problem", (problem) => problem.textContent), /^The engine stopped on this.*started anew/);
    await settled(page);
    assert.match(faults.join("\n"), /panicked.*no members/s);
    await write(page, "text", "研究生命");
    assert.deepEqual((await rows(page)).bidir, ["研究", "生命"]);
    assert.ok(await page.$eval("#problem", (problem) => problem.hidden));
    await close();
    await own.stop();
  });
}

test("what can't be loaded is told of", async () => {
  for (const missing of ["zh.dict.gz", "engine/maxmatch_wasm_bg.wasm"]) {
    const own = await serve((name, bytes) => {
      if (name === missing) throw new Error("absent");
      return bytes;
    });
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.goto(own.url);
    await page.waitForSelector("#problem:not([hidden])");
    assert.match(await page.$eval("#problem", (problem) => problem.textContent), /could not be loaded/);
    await settled(page);
    assert.equal(await status(page), "");
    await context.close();
    await own.stop();
  }
});

for (const width of [360, 768, 1280]) {
  for (const scheme of ["light", "dark"]) {
    inPage(`axe finds nothing at ${width} pixels, ${scheme}`, async (page) => {
      await write(page, "user", "云计算 5 n\n词 99999999999\n!研究生\n");
      await write(page, "text", "结婚的和尚未结婚的研究生命龘鱻");
      await page.$$eval("details", (all) => all.forEach((details) => (details.open = true)));
      await page.evaluate(modules("axe-core").source);
      const { violations, passes } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => [html, failureSummary])]), []);
      assert.ok(passes.length > 20);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, "nothing but what scrolls by itself is wider than the window");
    }, { width, scheme });
  }
}
