/** One page being set, element by element. Text is tagged in the order of the elements; everything else is an artifact. */
import type { TemplateElement } from '#contract/certificate-layout.ts';
import { type Face, printable } from '#server/platform/pdf/faces.ts';
import { drawBorder, drawMark, drawQr, drawRosette, ink } from './paper.drawing.ts';
import { factsOf, fieldText } from './paper.fields.ts';
import type { PaperTexts } from './paper.texts.ts';
import type { Paper } from './paper.ts';

type PaperDocument = PDFKit.PDFDocument;
type Box = { x: number; y: number; width: number; height: number };
type Type = { face: Face; size: number; colour: string; align: 'left' | 'center' | 'right'; tag?: string };
type Element<Kind extends TemplateElement['kind']> = Extract<TemplateElement, { kind: Kind }>;

const smallestSize = 5;
const alignments = { start: 'left', center: 'center', end: 'right' } as const;
const tags: Partial<Record<string, string>> = { heading: 'H1', course_title: 'H2' };

export class PaperSheet {
  private readonly document: PaperDocument;
  private readonly paper: Paper;
  private readonly texts: PaperTexts;
  private readonly unit: number;
  private readonly root: PDFKit.PDFStructureElement;
  private complete = true;

  /** @param unit  points per millimetre */
  constructor(document: PaperDocument, paper: Paper, texts: PaperTexts, unit: number) {
    this.document = document;
    this.paper = paper;
    this.texts = texts;
    this.unit = unit;
    this.root = document.struct('Document');
    document.addStructure(this.root);
  }

  draw(): void {
    const { layout } = this.paper;
    this.decorate(() => this.drawBackground());
    for (const element of layout.elements) this.drawElement(element);
    if (!this.complete) this.drawMissingLetters();
    this.root.end();
  }

  private drawBackground(): void {
    const { background, border } = this.paper.layout;
    const { width, height } = this.document.page;
    this.document.rect(0, 0, width, height).fill(background.colour);
    const picture = background.file_id && this.paper.pictures.get(background.file_id);
    if (picture)
      this.document.image(picture, 0, 0, { cover: [width, height], align: 'center', valign: 'center' });
    drawBorder(this.document, border);
  }

  private drawElement(element: TemplateElement): void {
    if (element.kind === 'text') this.write(element.text, this.boxOf(element), typeOf(element));
    else if (element.kind === 'field') this.drawField(element);
    else if (element.kind === 'image') this.drawPicture(element.file_id, this.boxOf(element));
    else if (element.kind === 'signature') this.drawSignature(element);
    else if (element.kind === 'qr') this.drawCode(element);
    else if (element.kind === 'line') this.drawLine(element);
    else this.drawOrnament(element);
  }

  private boxOf(element: TemplateElement): Box {
    const { unit } = this;
    return {
      x: element.x_mm * unit,
      y: element.y_mm * unit,
      width: element.width_mm * unit,
      height: element.height_mm * unit,
    };
  }

  private drawField(element: Element<'field'>): void {
    const { certificate, verify_at } = this.paper;
    const box = this.boxOf(element);
    const type = typeOf(element);
    if (element.field === 'facts') {
      this.drawFacts(box, type);
      return;
    }
    const tag = tags[element.field];
    const text = fieldText(element.field, certificate, this.texts, verify_at);
    this.write(text, box, tag ? { ...type, tag } : type);
  }

  /** Columns of label over value; what does not fit into the width is set smaller. */
  private drawFacts(box: Box, type: Type): void {
    const facts = factsOf(this.paper.certificate, this.texts);
    const gap = 28;
    const labelSize = type.size * 0.78;
    const wanted = facts.map(
      (fact) =>
        Math.max(
          this.widthOf(type.face, type.size, fact.value),
          this.widthOf('regular', labelSize, fact.label),
        ) + 2,
    );
    const total = wanted.reduce((sum, width) => sum + width, 0) + gap * Math.max(0, facts.length - 1);
    const scale = Math.min(1, box.width / Math.max(1, total));
    let x = box.x;
    for (const [index, fact] of facts.entries()) {
      const width = wanted[index]! * scale;
      this.write(
        fact.label,
        { x, y: box.y, width, height: labelSize * 1.4 },
        { face: 'regular', size: labelSize, colour: ink.dimmed, align: 'left' },
      );
      this.write(
        fact.value,
        { x, y: box.y + labelSize * 1.55, width, height: type.size * 1.4 },
        { ...type, align: 'left' },
      );
      x += width + gap * scale;
    }
  }

  private drawPicture(fileId: string | null, box: Box): void {
    const picture = fileId && this.paper.pictures.get(fileId);
    if (!picture) return;
    const fit: [number, number] = [box.width, box.height];
    this.decorate(() =>
      this.document.image(picture, box.x, box.y, { fit, align: 'center', valign: 'center' }),
    );
  }

  private drawSignature(element: Element<'signature'>): void {
    const box = this.boxOf(element);
    const name = element.name || this.paper.certificate.instructor_name;
    const title = element.title || (element.name ? '' : this.texts.instructor);
    const below = Math.min(32, box.height * 0.6);
    const line = box.y + box.height - below;
    this.drawPicture(element.file_id, { ...box, height: Math.max(1, line - box.y - 2) });
    if (!name) return;
    const width = Math.min(box.width, 170);
    this.decorate(() =>
      this.document
        .lineWidth(0.6)
        .moveTo(box.x, line)
        .lineTo(box.x + width, line)
        .stroke(ink.dimmed),
    );
    this.write(
      name,
      { x: box.x, y: line + 6, width: box.width, height: 14 },
      { face: 'bold', size: 10.5, colour: ink.text, align: 'left' },
    );
    this.write(
      title,
      { x: box.x, y: line + 20, width: box.width, height: 12 },
      { face: 'regular', size: 9, colour: ink.dimmed, align: 'left' },
    );
  }

  private drawCode(element: Element<'qr'>): void {
    const { x, y, width, height } = this.boxOf(element);
    this.figure(this.texts.qr_alternative, () =>
      drawQr(this.document, this.paper.verify_at, x, y, Math.min(width, height)),
    );
  }

  private drawLine(element: Element<'line'>): void {
    const { x, y, width, height } = this.boxOf(element);
    this.decorate(() => {
      const pen = this.document.lineWidth(element.thickness_pt);
      if (width >= height) pen.moveTo(x, y + height / 2).lineTo(x + width, y + height / 2);
      else pen.moveTo(x + width / 2, y).lineTo(x + width / 2, y + height);
      pen.stroke(element.colour);
    });
  }

  private drawOrnament(element: Element<'ornament'>): void {
    const { x, y, width, height } = this.boxOf(element);
    const size = Math.min(width, height);
    this.decorate(() => {
      if (element.ornament === 'mark') drawMark(this.document, x, y, size);
      else drawRosette(this.document, x + width / 2, y + height / 2, size / 2);
    });
  }

  private drawMissingLetters(): void {
    const { width, height } = this.document.page;
    this.write(
      this.texts.missing_letters,
      { x: 40, y: height - 40, width: width - 80, height: 12 },
      { face: 'regular', size: 8, colour: ink.dimmed, align: 'left' },
    );
  }

  private widthOf(face: Face, size: number, text: string): number {
    return this.document.font(face).fontSize(size).widthOfString(text);
  }

  /** Text in its box, over several lines where there is room; what is too long is set smaller rather than cut. */
  private write(text: string, box: Box, type: Type): void {
    if (text.trim() === '') return;
    const printed = this.printed(type.face, text);
    const { size, wrap } = this.fitting(printed, box, type);
    const lift = wrap ? 0 : (type.size - size) * 0.8;
    const draw = () => {
      this.document
        .font(type.face)
        .fontSize(size)
        .fillColor(type.colour)
        .text(printed, box.x, box.y + lift, {
          // A hair more than the text is wide: a line that just fits must not be broken by rounding.
          width: box.width + (wrap ? 0 : 0.5),
          align: type.align,
          lineBreak: wrap || type.align !== 'left',
          // Without a height pdfkit begins another page for what stands at the foot of this one.
          height: box.height + size * 2,
        });
    };
    this.root.add(this.document.struct(type.tag ?? 'P', {}, draw));
  }

  private fitting(text: string, box: Box, type: Type): { size: number; wrap: boolean } {
    const lineHeight = this.document.font(type.face).fontSize(type.size).currentLineHeight(true);
    const wrap = text.includes('\n') || box.height >= lineHeight * 1.9;
    if (!wrap) {
      const size = (type.size * box.width) / Math.max(1, this.widthOf(type.face, type.size, text));
      return { size: Math.max(smallestSize, Math.min(type.size, size * 0.999)), wrap };
    }
    let { size } = type;
    const heightAt = () =>
      this.document.font(type.face).fontSize(size).heightOfString(text, { width: box.width });
    while (size > smallestSize && heightAt() > box.height) size -= 0.5;
    return { size, wrap };
  }

  private printed(face: Face, text: string): string {
    const { text: printed, complete } = printable(this.document, face, text);
    this.complete &&= complete;
    return printed;
  }

  private figure(alt: string, draw: () => void): void {
    this.root.add(this.document.struct('Figure', { alt }, draw));
  }

  private decorate(draw: () => void): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    draw();
    this.document.endMarkedContent();
  }
}

const typeOf = (element: Element<'text' | 'field'>): Type => ({
  face: element.font === 'serif' ? 'serif' : element.weight === 'bold' ? 'bold' : 'regular',
  size: element.size_pt,
  colour: element.colour,
  align: alignments[element.align],
});
