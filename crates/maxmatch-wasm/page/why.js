// Why a text is cut so: the lattice, what decided, and what would flip it.

import { chips, count, element } from "./dom.js";
import { lattice } from "./lattice.js";

const COLUMNS = ["words", "oov", "singles", "cost"];

/** Draws an explanation. `add` is called with the lines of an edit that is taken. */
export function drawWhy(target, { view, svg }, add) {
  const others = view.regions.filter(({ readings }) => readings.length > 1);
  // In the last of them no edit was looked for.
  const sought = others.length - view.unsought;
  const cards = others.map((region, i) => card(region, view, i < sought ? edit(region.edit, add) : null));
  const nothing = "There is one reading only: both passes agree" + (view.mode === "lattice" ? ", and no other is near." : ".");
  const isOpen = target.querySelector("details")?.open;
  target.replaceChildren(
    lattice(svg),
    ...(others.length ? cards : [element("p", {}, nothing)]),
    ...(view.unsought ? [element("p", { class: "faint" }, `In ${count(view.unsought, "place")} no edit was looked for.`)] : []),
    words(view, isOpen),
    ...notes("In your dictionary, and not used here", view.unused),
    ...notes("Forced by your dictionary", view.forced),
  );
}

function card(region, { mode }, flip) {
  const isScored = region.readings.some(({ score }) => score);
  const number = (score, column) => (column === "cost" ? score.cost.toFixed(2) : String(score[column]));
  const row = ({ by, tokens, score }, i) =>
    element(
      "tr",
      { class: ["taken", "second"][i] },
      element("th", { scope: "row" }, by.join(", "), i === 0 ? element("span", { class: "mark" }, "taken") : null),
      element("td", {}, chips(tokens.map(({ text }) => text))),
      ...(isScored ? COLUMNS.map((column) => {
        const decides = region.decision?.by === column;
        return element("td", { class: decides ? "n decides" : "n" }, score ? number(score, column) : "");
      }) : []),
    );
  const heading = (column) => {
    const decides = region.decision?.by === column;
    return element("th", { scope: "col", class: decides ? "n decides" : "n" }, column === "cost" ? "cost, bits" : column);
  };
  return element(
    "section",
    { class: "card region" },
    element("h3", { lang: "zh" }, region.text),
    element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": `Readings of ${region.text}` },
      element("table", {},
        element("thead", {}, element("tr", {},
          element("th", { scope: "col" }, "by"),
          element("th", { scope: "col" }, "reading"),
          ...(isScored ? COLUMNS.map(heading) : []))),
        element("tbody", {}, region.readings.map(row)))),
    region.decision ? element("p", {}, `${mode === "bidir" ? "Decided" : "Between the passes, bidir decides"} by `,
      element("strong", {}, reason(region.decision)), ".") : null,
    region.margin !== null ? element("p", {}, "The runner-up costs ", element("strong", {}, `${region.margin.toFixed(2)} bits`), " more.") : null,
    flip,
  );
}

/** What decided, and by how much. */
function reason({ by, margin }) {
  if (by === "backward") return "the backward pass, as all else ties";
  return by === "cost" ? `cost, by ${margin.toFixed(2)} bits` : `${by}, by ${margin}`;
}

function edit(edit, add) {
  if (!edit) return element("p", { class: "faint" }, "No edit of a dictionary was found that flips it.");
  const lines = edit.lines.join("\n");
  const button = element("button", { type: "button", click: () => add(lines), "aria-label": `Add to your dictionary: ${lines}` },
    "Add to your dictionary");
  return element("div", { class: "edit" },
    element("p", {}, "To flip it, write: ", element("code", { lang: "zh" }, lines)),
    button,
    element("p", { class: "faint gives" }, "which gives ", chips(edit.tokens.map(({ text }) => text))));
}

/** What the dictionaries say of the tokens and of the words that lost. */
function words({ tokens, words, layers }, isOpen) {
  const isWeighed = tokens.some(({ ambiguities }) => ambiguities);
  const lost = words.filter(({ is_token }) => !is_token);
  const columns = ["word", "is", "from", "frequency", "cost, bits", ...(isWeighed ? ["margin, bits"] : [])];
  const numeric = new Set(["frequency", "cost, bits", "margin, bits"]);
  const row = ({ text, kind, said, margin }, isLost) =>
    element("tr", { class: isLost ? "lost" : undefined },
      element("th", { scope: "row", lang: "zh" }, text),
      element("td", {}, isLost ? "word that lost" : said?.tag ? `${kind}, ${said.tag}` : kind),
      element("td", {}, said ? said.place : ""),
      element("td", { class: "n" }, said?.frequency?.toLocaleString("en") ?? ""),
      element("td", { class: "n" }, said?.cost.toFixed(2) ?? ""),
      isWeighed ? element("td", { class: "n" }, isLost ? "" : margin == null ? "certain" : margin.toFixed(2)) : null);
  const rows = [...tokens.filter(({ kind }) => kind !== "whitespace").map((token) => row(token, false)),
    ...lost.map((word) => row(word, true))];
  return element("details", { open: isOpen },
    element("summary", {}, "All words, and where they are from"),
    table(`All words, from ${layers.join(", ")}`, columns, numeric, rows));
}

function notes(title, rows) {
  if (!rows.length) return [];
  const row = ({ word, place, what }) =>
    element("tr", {}, element("th", { scope: "row", lang: "zh" }, word), element("td", {}, place), element("td", {}, what));
  return [element("h3", {}, title), table(title, ["word", "from", "why"], new Set(), rows.map(row))];
}

function table(label, columns, numeric, rows) {
  return element("div", { class: "card scroll", tabindex: "0", role: "group", "aria-label": label },
    element("table", {},
      element("thead", {}, element("tr", {}, columns.map((column) =>
        element("th", { scope: "col", class: numeric.has(column) ? "n" : undefined }, column)))),
      element("tbody", {}, rows)));
}
