/** The pictures of a layout, made ready for the PDF: stored as WebP, drawn as PNG. */
import sharp from 'sharp';
import type { Layout } from '#contract/certificate-layout.ts';
import { accessFile, readFileBytes } from '#server/features/files/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { fileIdsOf } from './templates.sql.ts';

/** Enough for print at the size of a page, and a bound on what one paper may weigh. */
const longestEdge = 2400;

/** The product reads them for everybody who may have the paper: whose file it is does not matter here. */
export async function picturesOf(ctx: Ctx, layout: Layout): Promise<Map<string, Buffer>> {
  const system: Ctx = { ...ctx, actor: { kind: 'system' } };
  const pictures = new Map<string, Buffer>();
  for (const id of fileIdsOf(layout)) {
    const bytes = await bytesOf(await readFileBytes(await accessFile(system, id)));
    const resized = sharp(bytes).resize(longestEdge, longestEdge, {
      fit: 'inside',
      withoutEnlargement: true,
    });
    pictures.set(id, await resized.png({ compressionLevel: 9 }).toBuffer());
  }
  return pictures;
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
