// The picture of the lattice. Its style is not for the page, and the page's policy allows none inside of it: so it has a shadow root,
// which adopts that style.

import { element } from "./dom.js";

const FRAME = `
:host { display: block; overflow-x: auto; text-align: center }
svg { max-width: 100%; min-width: calc(.58 * var(--width)); height: auto; vertical-align: top }
.page { fill: none }
`;

/** A figure with the picture, which is scrolled where it is wider than that. */
export function lattice(svg) {
  const [, style] = /<style>([^]*?)<\/style>/.exec(svg);
  const [, width] = /style="--width:(\d+px)"/.exec(svg);
  const bare = svg.replace(/<style>[^]*?<\/style>/, "").replace(/ style="--width:\d+px"/, "");
  const picture = new DOMParser().parseFromString(bare, "image/svg+xml").documentElement;
  const figure = element("div", { class: "card lattice", tabindex: "0", role: "group", "aria-label": "The lattice" });
  const root = figure.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style + FRAME);
  root.adoptedStyleSheets = [sheet];
  root.append(document.importNode(picture, true));
  root.firstElementChild.style.setProperty("--width", width);
  return figure;
}
