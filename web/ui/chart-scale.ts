// Arithmetic of the charts: round tops of the axis and positions. Pure.

/** The smallest "round" number not below the largest value: 1, 2, 2.5 or 5 times a power of ten. */
export function roundTop(largest: number): number {
  if (largest <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= largest - 1e-9) ?? 10;
  return step * power;
}

/** Values of the grid lines from zero to the top; by fifths where quarters would not be whole: 0, 5, 10 to 25. */
export function gridValues(top: number, lines = top % 4 !== 0 && top % 5 === 0 ? 5 : 4): number[] {
  return Array.from({ length: lines + 1 }, (_, index) => (top / lines) * index);
}

/** Which labels of the horizontal axis fit, when each needs so many pixels: always the first and the last. */
export function labelStep(count: number, width: number, label_width: number): number {
  return Math.max(1, Math.ceil((count * label_width) / Math.max(width, 1)));
}
