/**
 * The certificate as a PDF: one page, tagged for screen readers, drawn from a certificate's frozen row and the version of the
 * template it was issued with. The same rows give the same bytes: every date in the file is the certificate's own.
 */
import { type Layout, pageOf } from '#contract/certificate-layout.ts';
import { drawPdf } from '#server/platform/pdf/draw.ts';
import { registerFaces } from '#server/platform/pdf/faces.ts';
import type { PaperRow } from './certificates.sql.ts';
import { PaperSheet } from './paper.sheet.ts';
import { paperTexts } from './paper.texts.ts';

const pointsPerMillimetre = 72 / 25.4;

export type Paper = {
  certificate: PaperRow;
  layout: Layout;
  /** Pictures of the layout by file id, as PNG. One that is not here is left out. */
  pictures: ReadonlyMap<string, Buffer>;
  /** The address behind the QR code. */
  verify_at: string;
};

/** Draws one certificate. */
export function makePaper(paper: Paper): Promise<Buffer> {
  const { certificate, layout } = paper;
  const texts = paperTexts(certificate.language);
  const page = pageOf(layout);
  const options: PDFKit.PDFDocumentOptions = {
    size: [page.width * pointsPerMillimetre, page.height * pointsPerMillimetre],
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
  };
  return drawPdf(options, (document) => {
    registerFaces(document);
    new PaperSheet(document, paper, texts, pointsPerMillimetre).draw();
  });
}
