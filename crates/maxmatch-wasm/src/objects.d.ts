/** How words are chosen. */
export interface Mode {
  name: string;
  abbreviation: string;
  summary: string;
  /** Whether tokens overlap, so that they cover the text but, joined, are not the text. */
  overlaps: boolean;
  /** Whether it is for search: a text is then cut alike whatever stands around it. */
  isForSearch: boolean;
}

/** Where the tokens of a text are, in UTF-16, and what: numbers that `kinds()` names. Token i is `text.slice(starts[i], ends[i])`. */
export interface Tokens {
  starts: Uint32Array;
  ends: Uint32Array;
  kinds: Uint8Array;
}

/** Something in a user dictionary that its author may want to mend. */
export interface Finding {
  /** Counted from 1. */
  line: number;
  severity: "error" | "warning";
  /** A name that stays the same. */
  code: string;
  reason: string;
  mend: string;
}

/** Why a text is cut so: as data, and the lattice as an SVG picture. */
export interface Explanation {
  view: View;
  svg: string;
}

/** All that is said of a segmentation. Positions are in UTF-16, costs in bits. */
export interface View {
  text: string;
  mode: string;
  /** The dictionary, and the user dictionary on it. */
  layers: string[];
  /** What the text is cut into before any word is looked for. */
  units: Piece[];
  /** Both passes. */
  forward: Piece[];
  backward: Piece[];
  /** What the mode gives. */
  tokens: (Piece & { kind: string; said: Said | null; margin?: number | null; ambiguities?: string[] })[];
  /** Where the passes, or the mode, differ. */
  regions: Region[];
  /** In how many of the last regions no edit was looked for. */
  unsought: number;
  /** What is wanted, and the edit that gives it. */
  want: { tokens: Piece[]; edit: Edit | null } | null;
  /** Every word at every position. */
  words: (Piece & { is_token: boolean; said: Said })[];
  /** Words of the user dictionary that stand in the text and are no tokens, and why. */
  unused: Note[];
  /** Forced cuts and joins that stand in the text. */
  forced: Note[];
}

export interface Piece {
  text: string;
  start: number;
  end: number;
}

/** A part of the text that is read in several ways: first what the mode gives, then the runner-up. */
export interface Region extends Piece {
  readings: {
    by: string[];
    tokens: Piece[];
    score: { words: number; oov: number; singles: number; cost: number } | null;
  }[];
  /** By how many bits the runner-up costs more, in mode lattice. */
  margin: number | null;
  /** What decides between the passes, and by how much: a count, for `cost` bits, for `backward` nothing. */
  decision: { by: string; margin: number } | null;
  /** The smallest edit that gives the runner-up. */
  edit: Edit | null;
}

/** Lines of a user dictionary, and the tokens of the whole text with them. */
export interface Edit {
  lines: string[];
  tokens: Piece[];
}

/** What a dictionary says of a word. */
export interface Said {
  spelling: string;
  /** 0 for the dictionary, 1 for the user dictionary. */
  layer: number;
  place: string;
  frequency: number | null;
  tag: string | null;
  cost: number;
  /** Whether the cost was set so that the word wins over its best split. */
  is_set: boolean;
}

export interface Note {
  word: string;
  place: string;
  what: string;
}
