// The user dictionary: its text, the numbers of its lines, and what is wrong with them.

import { count, element } from "./dom.js";

const KEY = "maxmatch.user";

export class UserEditor {
  #area;
  #gutter;
  #list;
  #findings = [];
  /** How many lines are numbered, and which are marked, as text. */
  #numbered;

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

  /** Shows what is wrong, each finding at its line, and how many more there are. */
  show({ error, findings, more }) {
    this.#findings = findings;
    const isRefused = error !== null;
    this.#area.setAttribute("aria-invalid", String(isRefused));
    const refused = isRefused ? [element("li", { class: "refused" }, "As it is, it can't be read. In use is what could be read last.")] : [];
    const items = findings.map(({ line, severity, reason, mend }) =>
      element("li", { class: severity },
        element("button", { type: "button", click: () => this.#go(line) }, `Line ${line}`),
        ` ${severity}: ${reason}; ${mend}`));
    const rest = more ? [element("li", {}, `And ${count(more, "more finding")}, not marked.`)] : [];
    this.#list.replaceChildren(...refused, ...items, ...rest);
    this.#number();
  }

  #keep() {
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
    this.#area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  }

  /** Numbers the lines, and marks those of the findings. Of many lines that takes long, so it is done only if something is new. */
  #number() {
    const lines = this.text.split("\n").length;
    const marks = new Map();
    for (const { line, severity } of this.#findings) {
      if (line <= lines && marks.get(line) !== "error") marks.set(line, severity);
    }
    const numbered = JSON.stringify([lines, ...marks]);
    if (numbered !== this.#numbered) {
      this.#numbered = numbered;
      this.#gutter.replaceChildren(...numbers(lines, marks));
    }
    this.#follow();
  }

  #follow() {
    this.#gutter.scrollTop = this.#area.scrollTop;
  }
}

/** The numbers of lines, below each other: marked ones are elements, and what is between them is text. */
function numbers(lines, marks) {
  const parts = [""];
  for (let line = 1; line <= lines; line++) {
    if (marks.has(line)) parts.push(element("span", { class: marks.get(line) }, `! ${line}`), "\n");
    else parts.push(`${parts.pop()}${line}\n`);
  }
  return parts;
}

function read() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}
