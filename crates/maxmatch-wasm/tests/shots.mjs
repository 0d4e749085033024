// Pictures of the page, to be looked at: node shots.mjs FOLDER

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { launch, open, serve, settled, write } from "./site.mjs";

const SIZES = [[360, 780], [820, 1180], [1440, 900]];
const folder = process.argv[2];
await mkdir(folder, { recursive: true });
const [browser, server] = [await launch(), await serve()];
for (const [width, height] of SIZES) {
  for (const scheme of ["light", "dark"]) {
    const { page, close } = await open(browser, server.url, { width, height, scheme });
    await write(page, "user", "云计算 5 n\n词 99999999999\n!研究生\n");
    await write(page, "text", "结婚的和尚未结婚的都在研究生命起源，他说的确实在理。");
    await settled(page);
    await page.screenshot({ path: join(folder, `${width}-${scheme}.png`) });
    await page.screenshot({ path: join(folder, `${width}-${scheme}-whole.png`), fullPage: true });
    await close();
  }
}
await browser.close();
await server.stop();
