/**
 * The certificate as a PDF: one landscape A4 page, tagged for screen readers, drawn from a certificate's frozen row alone.
 * The same row gives the same bytes: every date in the file is the certificate's own.
 */
import PDFDocument from 'pdfkit';
import { dateOf } from './certificates.present.ts';
import type { PaperRow } from './certificates.sql.ts';
import { drawFrame, drawMark, drawQr, drawRosette, ink } from './paper.drawing.ts';
import { type Face, printable, registerFaces } from './paper.fonts.ts';
import { type PaperTexts, paperTexts } from './paper.texts.ts';
import { formatVerificationId } from './verification-id.rules.ts';

type PaperDocument = PDFKit.PDFDocument;

const left = 66;
const textWidth = 430;
const factWidth = 560;

/** Draws one certificate. `verifyAt` is the address behind the QR code. */
export function makePaper(certificate: PaperRow, verifyAt: string): Promise<Buffer> {
  const texts = paperTexts(certificate.language);
  const document = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: texts.locale,
    info: {
      Title: `${texts.certificate} ${certificate.number}: ${certificate.course_title}`,
      Author: certificate.organization_name,
      Subject: certificate.recipient_name,
      Creator: 'Lyceum',
      Producer: 'Lyceum',
      CreationDate: new Date(certificate.issued_at),
      ModDate: new Date(certificate.issued_at),
    },
  });
  const finished = collect(document);
  registerFaces(document);
  new Sheet(document, certificate, texts, verifyAt).draw();
  document.end();
  return finished;
}

function collect(document: PaperDocument): Promise<Buffer> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.on('error', reject);
  });
}

type Line = {
  face: Face;
  size: number;
  color: string;
  x: number;
  y: number;
  width: number;
  align?: 'left' | 'right';
  tag?: string;
};

/** One page being set. Text is tagged in reading order; everything else is an artifact. */
class Sheet {
  private readonly document: PaperDocument;
  private readonly certificate: PaperRow;
  private readonly texts: PaperTexts;
  private readonly verifyAt: string;
  private readonly root: PDFKit.PDFStructureElement;
  private complete = true;

  constructor(document: PaperDocument, certificate: PaperRow, texts: PaperTexts, verifyAt: string) {
    this.document = document;
    this.certificate = certificate;
    this.texts = texts;
    this.verifyAt = verifyAt;
    this.root = document.struct('Document');
    document.addStructure(this.root);
  }

  draw(): void {
    this.decorate(() => drawFrame(this.document));
    this.decorate(() => drawRosette(this.document, 642, 205, 132));
    this.drawHead();
    this.drawFacts(this.drawStatement() + 28);
    this.drawFoot();
    this.root.end();
  }

  private drawHead(): void {
    this.decorate(() => drawMark(this.document, left, 66, 24));
    this.line(this.certificate.organization_name, {
      face: 'bold',
      size: 13,
      color: ink.text,
      x: left + 36,
      y: 66,
      width: textWidth,
    });
  }

  /** @returns where the title ends */
  private drawStatement(): number {
    const { certificate, texts } = this;
    const statement = certificate.score_percent === null ? texts.has_completed : texts.with_test;
    this.line(texts.certificate, {
      face: 'bold',
      size: 10.5,
      color: ink.indigo,
      x: left,
      y: 126,
      width: textWidth,
      tag: 'H1',
    });
    this.line(certificate.recipient_name, {
      face: 'serif',
      size: 38,
      color: ink.text,
      x: left,
      y: 142,
      width: textWidth,
      tag: 'P',
    });
    this.line(statement, {
      face: 'regular',
      size: 12.5,
      color: ink.dimmed,
      x: left,
      y: 205,
      width: textWidth,
    });
    return this.paragraph(certificate.course_title, {
      face: 'bold',
      size: 21,
      color: ink.indigo,
      x: left,
      y: 230,
      width: textWidth,
      tag: 'H2',
    });
  }

  private drawFacts(top: number): void {
    const { certificate, texts } = this;
    const facts = [
      certificate.score_percent === null ? null : [texts.score, `${certificate.score_percent} %`],
      certificate.duration_minutes > 0
        ? [texts.duration, durationText(certificate.duration_minutes, texts)]
        : null,
      [texts.completed, dateText(certificate.completed_at, texts)],
      certificate.expires_at ? [texts.valid_until, dateText(certificate.expires_at, texts)] : null,
      [texts.course_code, certificate.course_code],
    ].filter((fact): fact is [string, string] => fact !== null);
    let x = left;
    for (const [label, value] of facts) {
      const width = Math.max(this.widthOf('bold', 11.5, value), this.widthOf('regular', 9, label)) + 2;
      const room = Math.min(width, left + factWidth - x);
      this.line(label, { face: 'regular', size: 9, color: ink.dimmed, x, y: top, width: room });
      this.line(value, { face: 'bold', size: 11.5, color: ink.text, x, y: top + 14, width: room });
      x += room + 30;
    }
  }

  private drawFoot(): void {
    const { certificate, texts } = this;
    const { width, height } = this.document.page;
    const bottom = height - 62;
    if (certificate.instructor_name) {
      this.decorate(() =>
        this.document
          .lineWidth(0.6)
          .moveTo(left, bottom - 32)
          .lineTo(left + 170, bottom - 32)
          .stroke(ink.dimmed),
      );
      this.line(certificate.instructor_name, {
        face: 'bold',
        size: 10.5,
        color: ink.text,
        x: left,
        y: bottom - 25,
        width: 230,
      });
      this.line(texts.instructor, {
        face: 'regular',
        size: 9,
        color: ink.dimmed,
        x: left,
        y: bottom - 9,
        width: 230,
      });
    }
    const qrSize = 84;
    const qrX = width - left - qrSize + 8;
    const right = { x: qrX - 312, width: 300, align: 'right' as const };
    this.line(texts.number, { face: 'regular', size: 9, color: ink.dimmed, y: bottom - 81, ...right });
    this.line(certificate.number, { face: 'bold', size: 10.5, color: ink.text, y: bottom - 68, ...right });
    this.line(texts.verification_id, {
      face: 'regular',
      size: 9,
      color: ink.dimmed,
      y: bottom - 48,
      ...right,
    });
    this.line(formatVerificationId(certificate.verification_id), {
      face: 'bold',
      size: 9.5,
      color: ink.text,
      y: bottom - 35,
      ...right,
    });
    const place = this.verifyAt.replace(/^https?:\/\//, '').replace(/\/[^/]*$/, '');
    this.line(`${texts.check_at} ${place}`, {
      face: 'regular',
      size: 9,
      color: ink.dimmed,
      y: bottom - 12,
      ...right,
    });
    this.figure(texts.qr_alternative, () =>
      drawQr(this.document, this.verifyAt, qrX, bottom - qrSize + 2, qrSize),
    );
    if (!this.complete) {
      this.line(texts.missing_letters, {
        face: 'regular',
        size: 8,
        color: ink.dimmed,
        x: left,
        y: 420,
        width: factWidth,
      });
    }
  }

  private widthOf(face: Face, size: number, text: string): number {
    return this.document.font(face).fontSize(size).widthOfString(text);
  }

  /** One line; text that is too wide is set smaller rather than cut. */
  private line(text: string, at: Line): void {
    const printed = this.printed(at.face, text);
    const size = Math.min(
      at.size,
      (at.size * at.width) / Math.max(1, this.widthOf(at.face, at.size, printed)),
    );
    this.write(printed, { ...at, y: at.y + (at.size - size) * 0.8, size }, false);
  }

  /** Several lines; long text is set smaller until it fits. @returns where it ends */
  private paragraph(text: string, at: Line): number {
    const printed = this.printed(at.face, text);
    let size = at.size;
    const heightAt = () =>
      this.document.font(at.face).fontSize(size).heightOfString(printed, { width: at.width });
    while (size > 8 && heightAt() > 96) size -= 1;
    this.write(printed, { ...at, size }, true);
    return at.y + heightAt();
  }

  private printed(face: Face, text: string): string {
    const { text: printed, complete } = printable(this.document, face, text);
    this.complete &&= complete;
    return printed;
  }

  private write(text: string, at: Line, wrap: boolean): void {
    const draw = () => {
      this.document
        .font(at.face)
        .fontSize(at.size)
        .fillColor(at.color)
        .text(text, at.x, at.y, {
          width: at.width + (wrap ? 0 : 4),
          align: at.align ?? 'left',
          lineBreak: wrap,
        });
    };
    this.root.add(this.document.struct(at.tag ?? 'P', {}, draw));
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

const dateText = (instant: string, texts: PaperTexts): string =>
  new Intl.DateTimeFormat(texts.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${dateOf(instant)}T12:00:00Z`),
  );

function durationText(minutes: number, texts: PaperTexts): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} ${texts.hours}` : '', rest > 0 ? `${rest} ${texts.minutes}` : '']
    .filter(Boolean)
    .join(' ');
}
