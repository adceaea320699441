/** The drawn parts of the paper: frame, rosette, seal, QR code. Decoration is marked as such for screen readers. */
import { create } from 'qrcode';

type PaperDocument = PDFKit.PDFDocument;

export const ink = {
  paper: '#fffffb',
  text: '#171a23',
  dimmed: '#5a6172',
  indigo: '#2f388f',
  line: '#c3c8f6',
  thread: '#b9bff3',
  gold: '#e8b878',
  mark: '#f2b56b',
} as const;

/** A frame around the page, of two lines or one. */
export function drawBorder(document: PaperDocument, border: 'none' | 'single' | 'double'): void {
  if (border === 'none') return;
  const { width, height } = document.page;
  document
    .lineWidth(1.1)
    .rect(20, 20, width - 40, height - 40)
    .stroke(ink.indigo);
  if (border === 'single') return;
  document
    .lineWidth(0.6)
    .rect(25.5, 25.5, width - 51, height - 51)
    .stroke(ink.line);
}

/** Interlaced ellipses around a seal, as banknotes have them: pleasant to look at, tedious to redraw. */
export function drawRosette(document: PaperDocument, x: number, y: number, radius: number): void {
  lace(document, { x, y, outer: radius, inner: radius * 0.62, turns: 48, color: ink.thread });
  lace(document, { x, y, outer: radius * 0.74, inner: radius * 0.56, turns: 36, color: ink.gold });
  document.circle(x, y, radius * 0.36).fill(ink.paper);
  document
    .lineWidth(1)
    .circle(x, y, radius * 0.36)
    .stroke(ink.indigo);
  document
    .lineWidth(0.5)
    .circle(x, y, radius * 0.33)
    .stroke(ink.line);
  drawMark(document, x - radius * 0.135, y - radius * 0.13, radius * 0.27);
}

function lace(
  document: PaperDocument,
  ring: { x: number; y: number; outer: number; inner: number; turns: number; color: string },
): void {
  document.lineWidth(0.35);
  for (let turn = 0; turn < ring.turns; turn++) {
    document.save();
    document.rotate((180 / ring.turns) * turn, { origin: [ring.x, ring.y] });
    document.ellipse(ring.x, ring.y, ring.outer, ring.inner).stroke(ring.color);
    document.restore();
  }
}

/** The product's mark: a gable over a step. */
export function drawMark(document: PaperDocument, x: number, y: number, size: number): void {
  document
    .moveTo(x, y + size * 0.68)
    .lineTo(x + size / 2, y)
    .lineTo(x + size, y + size * 0.68)
    .closePath()
    .fill(ink.indigo);
  document.rect(x, y + size * 0.82, size, size * 0.14).fill(ink.mark);
}

/** A QR code as one filled path of squares, sharp at any size; `size` includes the quiet zone of four modules. */
export function drawQr(document: PaperDocument, text: string, x: number, y: number, size: number): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  const unit = size / (modules.size + quiet * 2);
  document.roundedRect(x, y, size, size, 3).lineWidth(0.6).fillAndStroke('#ffffff', ink.line);
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column))
        document.rect(x + (column + quiet) * unit, y + (row + quiet) * unit, unit, unit);
    }
  }
  document.fill(ink.text);
}
