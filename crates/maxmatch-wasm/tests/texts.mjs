// Texts, and what the library makes of them on this machine.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { target } from "./site.mjs";

export const dict = join(target, "page-build/zh.dict");

/** No line ends, which part them for the program that cuts them. */
export const TEXTS = [
  "研究生命起源",
  "结婚的和尚未结婚的",
  "南京市长江大桥",
  "他说的确实在理",
  "王建国说小米SU7卖24万，比2024年3月贵3.5%。",
  "發展中國家的軟體產業",
  "ＡＢＣ　全角ａｂｃ，三万五千里",
  "见https://example.org/a?b=1或写信给a.b@example.org #话题# @张三",
  "👩‍👩‍👧和😀在一起，e\u0301tude，Привет，カタカナ，한국어",
  "唯一一个，统一一下，十一一起去",
  "\u{20BB7}野家的牛丼",
  " a  b\t",
  "，。！",
  // What every object of JavaScript has.
  "constructor toString __proto__",
];

/** What the library makes of texts in a mode: of each the tokens, as their texts and kinds. */
export function native(mode, texts) {
  const input = texts.map((text) => `${text}\n`).join("");
  const output = execFileSync(join(target, "debug/examples/native"), [dict, mode], { input, encoding: "utf8" });
  return output.trimEnd().split("\n").map((line) => JSON.parse(line));
}
