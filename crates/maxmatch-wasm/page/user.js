// The user dictionary: its text, the numbers of its lines, and what is wrong with them.

import { element } from "./dom.js";

const KEY = "maxmatch.user";

export class UserEditor {
  #area;
  #gutter;
  #list;
  #findings = [];

  /** `changed` is called with the text whenever it changes. */
  constructor({ area, gutter, list }, changed) {
    [this.#area, this.#gutter, this.#list] = [area, gutter, list];
    area.value = read();
    area.addEventListener("input", () => {
      this.#keep();
      changed();
    });
    area.addEventListener("scroll", () => this.#follow());
    this.#number();
  }

  get text() {
    return this.#area.value;
  }

  /** Adds lines at the end. */
  add(lines) {
    const text = this.text;
    this.#area.value = text + (text === "" || text.endsWith("\n") ? "" : "\n") + lines + "\n";
    this.#keep();
    this.#area.scrollTop = this.#area.scrollHeight;
  }

  /** Shows what is wrong, each finding at its line. */
  show(findings, error) {
    this.#findings = findings;
    const isRefused = error !== null;
    this.#area.setAttribute("aria-invalid", String(isRefused));
    const refused = isRefused ? [element("li", { class: "refused" }, "As it is, it can't be read. In use is what could be read last.")] : [];
    const items = findings.map(({ line, severity, reason, mend }) =>
      element("li", { class: severity },
        element("button", { type: "button", click: () => this.#go(line) }, `Line ${line}`),
        ` ${severity}: ${reason}; ${mend}`));
    this.#list.replaceChildren(...refused, ...items);
    this.#number();
  }

  #keep() {
    this.#findings = [];
    this.#number();
    try {
      localStorage.setItem(KEY, this.text);
    } catch {
      // A browser that keeps nothing still edits.
    }
  }

  /** Selects a line. */
  #go(line) {
    const lines = this.text.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    this.#area.focus();
    this.#area.setSelectionRange(start, start + lines[line - 1].length);
  }

  #number() {
    const marks = new Map();
    for (const { line, severity } of this.#findings) {
      if (marks.get(line) !== "error") marks.set(line, severity);
    }
    const number = (_, i) => element("span", { class: marks.get(i + 1) }, marks.has(i + 1) ? `! ${i + 1}` : String(i + 1));
    this.#gutter.replaceChildren(...Array.from(this.text.split("\n"), number));
    this.#follow();
  }

  #follow() {
    this.#gutter.scrollTop = this.#area.scrollTop;
  }
}

function read() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}
