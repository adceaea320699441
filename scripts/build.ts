/** `npm run build [server|web]`: the server as one file beside its packages, the web application as static files. */
import { createReadStream, createWriteStream } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { build as bundle } from 'esbuild';
import { build as buildWithVite } from 'vite';
import { checkBudget } from './budget.ts';
import { makeIcons } from './icons.ts';
import { fillServiceWorker } from './service-worker.ts';

async function buildServer(): Promise<void> {
  await bundle({
    entryPoints: {
      lyceum: 'server/main/lyceum.ts',
      serve: 'server/main/serve-command.ts',
    },
    outdir: 'dist/server',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  // Papers (certificates, attendance sheets) read their typefaces from beside the code, which is here once it is bundled.
  await cp('server/platform/pdf/fonts', 'dist/server/fonts', { recursive: true });
}

async function buildWeb(): Promise<void> {
  await buildWithVite({ configFile: 'web/vite.config.ts', logLevel: 'warn' });
  await makeIcons('dist/web');
  await fillServiceWorker('dist/web');
  await compressAll('dist/web');
  await checkBudget('dist/web');
}

const compressible = /\.(js|css|html|svg|json|webmanifest|txt)$/;

/** Compressed once here instead of at every request. */
async function compressAll(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true }))
    .map((name) => path.join(folder, name))
    .filter((file) => compressible.test(file));
  for (const file of files) {
    await pipeline(
      createReadStream(file),
      createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
      createWriteStream(`${file}.br`),
    );
    await pipeline(createReadStream(file), createGzip({ level: 9 }), createWriteStream(`${file}.gz`));
  }
}

const part = process.argv[2];
if (part === undefined || part === 'server') await buildServer();
if (part === undefined || part === 'web') await buildWeb();
