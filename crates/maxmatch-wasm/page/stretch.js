// Of a long text, the part that is shown.

/** Texts of up to so many units of UTF-16 are shown whole, */
const WHOLE = 600;
/** and of others what is about so near the caret. */
const NEAR = 200;
const SENTENCE_END = /[。！？!?\n]/u;

/** The part of a text around a position: from one boundary that all cuts have to another, at ends of sentences if there are any; and
 * anywhere if there are no such boundaries near. */
export function stretch(text, at, cuts) {
  if (text.length <= WHOLE) return [0, text.length];
  const ends = cuts.map(({ ends }) => ends);
  const isBoundary = (position) => position === 0 || ends.every((ends) => holds(ends, position));
  const boundaries = (from, to) => range(from, to).filter(isBoundary);
  const isSentence = (position) => position === 0 || position === text.length || SENTENCE_END.test(text[position - 1]);
  const [first, last] = [Math.max(0, at - NEAR), Math.min(text.length, at + NEAR)];
  const [before, after] = [boundaries(first, at - 1), boundaries(at + 1, last)];
  return [before.find(isSentence) ?? before[0] ?? first, after.findLast(isSentence) ?? after.at(-1) ?? last];
}

function range(from, to) {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

/** Whether a sorted array holds a number. */
function holds(sorted, number) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < number) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === number;
}
