/**
 * Pictures are never stored as they came: they are decoded and written anew, which drops EXIF (and the place it names),
 * turns them upright, bounds their size and leaves nothing of a file that was also something else.
 */
import { createReadStream } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import type { FilePurpose } from '#contract/files.ts';
import { AppError } from '#server/platform/errors.ts';
import { discard, type Received, receive } from './receive.ts';

/** All frames together. 50 megapixels is past any camera most people own; a bomb of 64,000 x 64,000 is 4,096. */
const pixelLimit = 50_000_000;
const secondsLimit = 20;

export type Picture = Received & { width: number; height: number };

/**
 * Writes the picture anew as WebP: avatars 512 x 512 cut to the square, covers within 1280 x 720, others within 2000 x 2000.
 * Consumes `received`.
 *
 * @throws AppError `file.type-refused` when it cannot be decoded or has too many pixels
 */
export async function repaint(received: Received, purpose: FilePurpose, mediaType: string): Promise<Picture> {
  const moving = purpose === 'lesson' && mediaType === 'image/gif';
  const source = createReadStream(received.path);
  const painter = sharp({ limitInputPixels: pixelLimit, failOn: 'error', animated: moving }).timeout({
    seconds: secondsLimit,
  });
  const upright = moving ? painter : painter.autoOrient();
  const output = within(upright, purpose).webp(
    mediaType === 'image/png' ? { nearLossless: true, quality: 70 } : { quality: 84 },
  );
  let size = { width: 0, height: 0 };
  output.on('info', (info: { width: number; height: number; pageHeight?: number }) => {
    size = { width: info.width, height: info.pageHeight ?? info.height };
  });
  source.on('error', (error) => output.destroy(error));
  source.pipe(painter);
  try {
    return { ...(await receive(output, Number.POSITIVE_INFINITY)), ...size };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('file.type-refused', {
      detail: 'The picture could not be read, or has too many pixels',
      cause: error,
    });
  } finally {
    source.destroy();
    await discard(received);
  }
}

function within(painter: Sharp, purpose: FilePurpose): Sharp {
  if (purpose === 'avatar') return painter.resize(512, 512, { fit: 'cover', position: 'attention' });
  const [width, height] = purpose === 'cover' ? [1280, 720] : [2000, 2000];
  return painter.resize(width, height, { fit: 'inside', withoutEnlargement: true });
}
