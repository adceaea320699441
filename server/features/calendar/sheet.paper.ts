/**
 * The attendance sheet as a PDF, tagged for screen readers: A4, one day after the other, a line to sign for everybody. Names are
 * drawn as certificates draw them: a letter that the typeface lacks is a box, and the sheet says so.
 */
import { drawPdf } from '#server/platform/pdf/draw.ts';
import { type Face, printable, registerFaces } from '#server/platform/pdf/faces.ts';
import { sheetTexts } from './sheet.texts.ts';

type SheetDocument = PDFKit.PDFDocument;

export type Sheet = {
  title: string;
  course: string | null;
  place: string | null;
  trainers: string[];
  organization: string;
  time_zone: string;
  days: readonly { starts_at: string; ends_at: string }[];
  names: readonly string[];
  /** BCP 47 tag. */
  language: string;
  printed_at: Date;
};

const margin = 48;
const rowHeight = 30;
/** Empty lines for people who come without a booking. */
const spareLines = 3;
const ink = { text: '#171a23', dimmed: '#5a6172', line: '#8a90a0' } as const;
const columns = { number: 28, name: 230 } as const;

/** Draws the sheet of a session. The same input gives the same bytes. */
export function makeSheet(sheet: Sheet): Promise<Buffer> {
  const texts = sheetTexts(sheet.language);
  const options: PDFKit.PDFDocumentOptions = {
    size: 'A4',
    // Lines near the edge must not begin another page by themselves.
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: texts.locale,
    info: {
      Title: `${texts.title}: ${sheet.title}`,
      Author: sheet.organization,
      Creator: 'Lyceum',
      Producer: 'Lyceum',
      CreationDate: sheet.printed_at,
      ModDate: sheet.printed_at,
    },
  };
  return drawPdf(options, (document) => {
    registerFaces(document);
    new SheetPages(document, sheet).draw();
  });
}

class SheetPages {
  private readonly document: SheetDocument;
  private readonly sheet: Sheet;
  private readonly texts: ReturnType<typeof sheetTexts>;
  private readonly root: PDFKit.PDFStructureElement;
  private isComplete = true;

  constructor(document: SheetDocument, sheet: Sheet) {
    this.document = document;
    this.sheet = sheet;
    this.texts = sheetTexts(sheet.language);
    this.root = document.struct('Document');
    document.addStructure(this.root);
  }

  draw(): void {
    const lines = [...this.sheet.names, ...Array.from({ length: spareLines }, () => '')];
    for (const [index, day] of this.sheet.days.entries()) {
      let next = 0;
      while (next < lines.length) next = this.drawPage(day, index + 1, lines, next);
    }
    this.root.end();
  }

  /** @returns the first line that did not fit */
  private drawPage(
    day: Sheet['days'][number],
    number: number,
    lines: readonly string[],
    first: number,
  ): number {
    const { document, texts } = this;
    document.addPage();
    const { width, height } = document.page;
    this.isComplete = true;
    let y = this.drawHead(day, number);
    y = this.drawColumnHeads(y);
    let next = first;
    for (; next < lines.length && y + rowHeight < height - margin - 28; next++, y += rowHeight)
      this.drawLine(next + 1, lines[next]!, y);
    if (!this.isComplete)
      this.write(texts.missing_letters, margin, height - margin - 22, { size: 8, colour: ink.dimmed });
    const page = texts.printed(
      this.instant(this.sheet.printed_at, { dateStyle: 'medium', timeStyle: 'short' }),
    );
    this.write(page, margin, height - margin - 10, {
      size: 8,
      colour: ink.dimmed,
      width: width - 2 * margin,
    });
    return next;
  }

  private drawHead(day: Sheet['days'][number], number: number): number {
    const { sheet, texts } = this;
    const starts = this.instant(day.starts_at, { dateStyle: 'full', timeStyle: 'short' });
    const ends = this.instant(day.ends_at, { timeStyle: 'short' });
    const count = sheet.days.length;
    const details = [
      `${starts} – ${ends} (${sheet.time_zone})`,
      count > 1 ? texts.day_of(number, count) : null,
      sheet.course && `${texts.course}: ${sheet.course}`,
      sheet.place && `${texts.place}: ${sheet.place}`,
      sheet.trainers.length > 0 ? `${texts.trainers}: ${sheet.trainers.join(', ')}` : null,
    ].filter((one) => one !== null);
    let y = this.write(`${sheet.organization} · ${texts.title}`, margin, margin, {
      size: 9,
      colour: ink.dimmed,
    });
    y = this.write(sheet.title, margin, y + 2, { size: 17, face: 'bold', tag: number === 1 ? 'H1' : 'H2' });
    for (const detail of details) y = this.write(detail, margin, y + 3, { size: 10 });
    return y + 16;
  }

  private drawColumnHeads(y: number): number {
    const { texts } = this;
    const type = { size: 9, face: 'bold', colour: ink.dimmed } as const;
    this.write(texts.number, margin, y, type);
    this.write(texts.name, margin + columns.number, y, type);
    const end = this.write(texts.signature, margin + columns.number + columns.name, y, type);
    this.rule(end + 4, ink.text);
    return end + 6;
  }

  private drawLine(number: number, name: string, y: number): void {
    const baseline = y + 10;
    this.write(String(number), margin, baseline, { size: 10, colour: ink.dimmed });
    if (name !== '')
      this.write(name, margin + columns.number, baseline, {
        size: 11,
        width: columns.name - 8,
        isOneLine: true,
      });
    this.rule(y + rowHeight - 2, ink.line);
  }

  private rule(y: number, colour: string): void {
    const { document } = this;
    document.markContent('Artifact', { type: 'Layout' });
    document
      .lineWidth(0.5)
      .moveTo(margin, y)
      .lineTo(document.page.width - margin, y)
      .stroke(colour);
    document.endMarkedContent();
  }

  /** @returns where the next line begins */
  private write(
    text: string,
    x: number,
    y: number,
    type: { size: number; face?: Face; colour?: string; width?: number; tag?: string; isOneLine?: boolean },
  ): number {
    const { document } = this;
    const face = type.face ?? 'regular';
    const printed = printable(document, face, text);
    if (!printed.complete) this.isComplete = false;
    const width = type.width ?? document.page.width - margin - x;
    document.font(face).fontSize(type.size);
    // Of a name that is too long the beginning is enough to find one's line.
    const size = {
      width,
      lineBreak: !type.isOneLine,
      height: type.isOneLine ? type.size * 1.4 : 200,
      ellipsis: true,
    };
    const height = type.isOneLine ? type.size * 1.4 : document.heightOfString(printed.text, { width });
    const draw = () => document.fillColor(type.colour ?? ink.text).text(printed.text, x, y, size);
    this.root.add(document.struct(type.tag ?? 'P', {}, draw));
    return y + height;
  }

  private instant(at: string | Date, style: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.texts.locale, { ...style, timeZone: this.sheet.time_zone }).format(
      new Date(at),
    );
  }
}
