// The cut in every mode, a row each.

import { chips, count, element } from "./dom.js";

/** Where the cuts differ: the parts between neighbouring boundaries that all have, where not all have the same ones. */
export function differences(cuts) {
  const all = cuts.map(({ starts, ends }) => new Set([...starts, ...ends]));
  const positions = [...new Set(all.flatMap((set) => [...set]))].sort((a, b) => a - b);
  const [regions, start] = [[], { at: positions[0], differs: false }];
  for (const position of positions) {
    if (!all.every((set) => set.has(position))) {
      start.differs = true;
      continue;
    }
    if (start.differs) regions.push([start.at, position]);
    [start.at, start.differs] = [position, false];
  }
  return regions;
}

/** Draws the rows into a table's body. `choose` is called with the mode that is to be explained. */
export function drawModes(body, { text, cuts, kinds, chosen, choose }) {
  // What is for search is cut into other units, and would differ at every address.
  const isCompared = ({ overlaps, isForSearch }) => !overlaps && !isForSearch;
  const regions = differences(cuts.filter(({ mode }) => isCompared(mode)));
  const inside = (start, end) => regions.some(([from, to]) => from <= start && end <= to);
  const focused = document.activeElement?.id;
  body.replaceChildren(
    ...cuts.map(({ mode, count: tokens, starts, ends, kinds: numbers }) => {
      const id = `mode-${mode.name}`;
      const radio = element("input", { type: "radio", name: "mode", id, value: mode.name, change: () => choose(mode.name) });
      radio.checked = mode.name === chosen;
      const texts = starts.map((start, i) => text.slice(start, ends[i]));
      const cut = chips(texts, {
        kind: (i) => kinds[numbers[i]],
        differs: (i) => isCompared(mode) && inside(starts[i], ends[i]),
      });
      const name = element("label", { for: id }, radio, " ", mode.name);
      const about = mode.overlaps ? `${count(tokens, "token")}, overlapping` : count(tokens, "token");
      return element(
        "tr",
        { class: mode.name === chosen ? "chosen" : undefined },
        element("th", { scope: "row", title: mode.summary }, name, element("span", { class: "faint" }, about)),
        element("td", {}, cut),
      );
    }),
  );
  // What had the focus has it again.
  if (focused?.startsWith("mode-")) document.getElementById(focused)?.focus();
  return regions;
}
