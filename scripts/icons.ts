/** `npm run build` makes the icons of an installed application from the one that is drawn: web/public/favicon.svg. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

const brand = '#4b56d2';

export async function makeIcons(folder: string): Promise<void> {
  const icons = path.join(folder, 'icons');
  await mkdir(icons, { recursive: true });
  const drawn = await readFile(path.join(folder, 'favicon.svg'), 'utf8');
  const draw = (pixels: number, svg = drawn) =>
    sharp(Buffer.from(svg), { density: (72 * pixels) / 28 })
      .resize(pixels, pixels)
      .png({ compressionLevel: 9 });
  for (const pixels of [192, 512]) await draw(pixels).toFile(path.join(icons, `icon-${pixels}.png`));
  // Systems cut these to a shape of their own: no corners, and the drawing within the middle four fifths.
  const square = drawn.replace(/rx="7"/, '');
  const pixels = 512;
  const inner = Math.round(pixels * 0.8);
  const [before, after] = [Math.floor((pixels - inner) / 2), Math.ceil((pixels - inner) / 2)];
  await sharp(await draw(inner, square).toBuffer())
    .extend({ top: before, left: before, bottom: after, right: after, background: brand })
    .png({ compressionLevel: 9 })
    .toFile(path.join(icons, 'maskable-512.png'));
}
