// What the editor writes into fields, and how it breaks words: a likeness, the PDF preview is the truth. Pure.
import type { PaperField, TemplateElement } from '#contract/certificate-layout.ts';

export const millimetresPerPoint = 25.4 / 72;

/** About how wide a letter is, in ems: enough to break lines where the PDF will. */
const letterWidth = { sans: 0.53, serif: 0.52 } as const;

export type TextElement = Extract<TemplateElement, { kind: 'text' | 'field' }>;

/** @returns the lines that fit, and the size that makes them fit, in millimetres */
export function setText(text: string, element: TextElement): { lines: string[]; size: number } {
  let size = element.size_pt * millimetresPerPoint;
  const isOneLine = element.height_mm < size * 1.36 * 1.9 && !text.includes('\n');
  const widthOf = (words: string) => words.length * letterWidth[element.font] * size;
  if (isOneLine) {
    const width = widthOf(text);
    return { lines: [text], size: width > element.width_mm ? (size * element.width_mm) / width : size };
  }
  for (;;) {
    const lines = text
      .split('\n')
      .flatMap((line) => broken(line, (words) => widthOf(words) <= element.width_mm));
    if (size < 2 || lines.length * size * 1.36 <= element.height_mm) return { lines, size };
    size *= 0.95;
  }
}

function broken(line: string, fits: (words: string) => boolean): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && !fits(longer)) {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current];
}

/** Made-up values, where words of the language do not do. */
export const sampleValues: Partial<Record<PaperField, string>> = {
  recipient_name: 'Sofie Kjær',
  course_code: 'SAFE-101',
  score: '92 %',
  instructor_name: 'Jonas Lindqvist',
  number: 'LYC-2026-000123',
  verification_id: '7Q4M-2KX9-PD3T-8RW5-ZN6V-B1HJ-C0GA',
};
