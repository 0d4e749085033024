// Elements, briefly.

/** An element with attributes and children; attributes that are undefined, null or false are left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return made;
}

const SIGNS = new Map([[" ", "␣"], ["\u3000", "␣"], ["\n", "⏎"], ["\r\n", "⏎"], ["\r", "⏎"], ["\t", "⇥"]]);

/** White space as signs. */
export function shown(text) {
  return SIGNS.get(text) ?? text;
}

/** Tokens beside each other, with spaces between them for who copies them. `kind` and `differs` say what a token is, by its number. */
export function chips(texts, { kind = () => undefined, differs = () => false } = {}) {
  const chip = (text, i) => {
    const classes = ["token", kind(i), differs(i) && "differs"].filter(Boolean).join(" ");
    return element("span", { class: classes, title: kind(i) }, shown(text));
  };
  return element("span", { class: "tokens", lang: "zh" }, texts.flatMap((text, i) => (i ? [" ", chip(text, i)] : [chip(text, i)])));
}

export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
