/** Chance that is the same every time: the demo looks alike wherever it is made, and its tests can name what is in it. */

export type Chance = {
  /** From 0, below 1. */
  next(): number;
  /** Evenly between the two. */
  between(low: number, high: number): number;
  /** Whole, both ends included. */
  whole(low: number, high: number): number;
  is(probability: number): boolean;
  pick<One>(list: readonly One[]): One;
};

/** Mulberry32 on a hash of the text, so that one person's fate does not depend on how many others there are. */
export function chanceOf(text: string): Chance {
  let state = 0x811c9dc5;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    is: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)]!,
  };
}
