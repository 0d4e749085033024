// The page, served, in a browser without a window.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
export const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
export const site = join(target, "page");
/** Modules of npm are where `setup` installs them. */
export const modules = createRequire(join(target, "page-tests", "package.json"));

const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/** Serves the page. `change` may give something else for a file, or what is none, and `headers` more headers; `stop` ends it,
 * connections and all. */
export async function serve(change = (_name, bytes) => bytes, headers = () => ({})) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://page").pathname));
    const name = path.endsWith("/") ? `${path}index.html` : path;
    try {
      const bytes = change(name.slice(1), await readFile(join(site, name)).catch(() => undefined));
      if (bytes === undefined) throw new Error(`there is no ${name}`);
      response.setHeader("content-type", TYPES[extname(name)] ?? "application/octet-stream");
      for (const [header, value] of Object.entries(headers(name.slice(1)))) response.setHeader(header, value);
      response.end(bytes);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  // A test that fails leaves it open, and must end all the same.
  server.unref();
  const stop = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, stop };
}

export function launch() {
  const puppeteer = modules("puppeteer-core");
  // Root may have no sandbox; what is opened is this page alone.
  const args = ["--disable-gpu", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])];
  return puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
}

/** Opens the page in a profile of its own and waits for the first cut. What goes wrong in it fails the test. */
export async function open(browser, url, { width = 1280, height = 900, scheme = "light" } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(url);
  await page.waitForSelector("#modes tr");
  return { page, faults, close: () => context.close() };
}

/** Writes a text into the page and waits until its cut is there. */
export async function write(page, id, text) {
  await page.$eval(`#${id}`, (area, text) => {
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
  await settled(page);
}

/** Waits until what is written is cut. */
export async function settled(page) {
  await page.waitForFunction(() => document.getElementById("why").ariaBusy === "false", { timeout: 120_000 });
}

/** What is shown: the texts of the tokens, by mode. */
export function rows(page) {
  return page.$$eval("#modes tr", (rows) => Object.fromEntries(rows.map((row) => [
    row.querySelector("input").value,
    [...row.querySelectorAll(".token")].map((token) => token.textContent),
  ])));
}
