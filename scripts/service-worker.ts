/** Tells the service worker what the build consists of: its version, what opens the application, and all files with a hash. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { filesOf, readManifest } from './budget.ts';

/** Besides the entry, what every page needs, and the screen that says that there is no network. */
const always = ['/index.html', '/boot.js', '/favicon.svg', '/manifest.webmanifest', '/icons/icon-192.png'];

export async function fillServiceWorker(folder: string): Promise<void> {
  const file = path.join(folder, 'sw.js');
  const [source, page, manifest] = await Promise.all([
    readFile(file, 'utf8'),
    readFile(path.join(folder, 'index.html')),
    readManifest(folder),
  ]);
  const assets = (await readdir(path.join(folder, 'assets')))
    .filter((name) => !/\.(br|gz)$/.test(name))
    .map((name) => `/assets/${name}`)
    .sort();
  const texts = Object.values(manifest)
    .map(({ file }) => file)
    .filter((file) => /\/texts-/.test(file));
  const files = [...new Set([...filesOf(manifest, []), ...texts])];
  const build = {
    version: createHash('sha256')
      .update(page)
      .update(assets.join())
      .update(source)
      .digest('hex')
      .slice(0, 12),
    shell: [...always, ...files.map((name) => `/${name}`)],
    assets,
  };
  const line = /^const build = \{.*\};$/m;
  if (!line.test(source)) throw new Error('sw.js has no place for what the build consists of');
  await writeFile(
    file,
    source.replace(line, () => `const build = ${JSON.stringify(build)};`),
  );
}
