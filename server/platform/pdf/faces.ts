/**
 * The typefaces of the paper: Noto, under the SIL Open Font License (fonts/OFL.txt), cut down to Latin, Greek and Cyrillic
 * with all their accents, and embedded as subsets. A letter they lack is drawn as an empty box, never replaced by another
 * letter, and the paper says so.
 */
import { readFileSync } from 'node:fs';

const files = {
  serif: 'NotoSerif-Regular.ttf',
  regular: 'NotoSans-Regular.ttf',
  bold: 'NotoSans-SemiBold.ttf',
} as const;
export type Face = keyof typeof files;

type PaperDocument = PDFKit.PDFDocument;

const loaded = new Map<Face, Buffer>();

function bytesOf(face: Face): Buffer {
  const known = loaded.get(face) ?? readFileSync(new URL(`./fonts/${files[face]}`, import.meta.url));
  loaded.set(face, known);
  return known;
}

export function registerFaces(document: PaperDocument): void {
  for (const face of Object.keys(files) as Face[]) document.registerFont(face, bytesOf(face));
}

const missing = '□';

// pdfkit's types leave out the font that is set; fontkit's own method answers whether it has a glyph.
type WithFont = { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } };

/** The text with a box for every letter the face lacks; `complete` is false when there was one. */
export function printable(
  document: PaperDocument,
  face: Face,
  text: string,
): { text: string; complete: boolean } {
  document.font(face);
  const { font } = (document as unknown as WithFont)._font;
  const letters = [...text.normalize('NFC')];
  const printed = letters.map((letter) =>
    letter === '\n' || font.hasGlyphForCodePoint(letter.codePointAt(0)!) ? letter : missing,
  );
  return { text: printed.join(''), complete: printed.every((letter, index) => letter === letters[index]) };
}
