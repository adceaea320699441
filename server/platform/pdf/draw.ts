/** Draws a PDF into memory. The library is loaded for the first one: a process that starts has better use for that time. */

/**
 * @param options  as pdfkit takes them; with a fixed `CreationDate` and `ModDate` the same drawing gives the same bytes
 * @param draw  draws everything; the document is ended afterwards
 */
export async function drawPdf(
  options: PDFKit.PDFDocumentOptions,
  draw: (document: PDFKit.PDFDocument) => void,
): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument(options);
  const parts: Buffer[] = [];
  const finished = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.on('error', reject);
  });
  draw(document);
  document.end();
  return finished;
}
