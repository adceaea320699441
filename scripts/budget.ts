/**
 * Page budgets, checked by every build: what the first view of the public catalog downloads. The figures are measured on the
 * compressed files that are really served, following the imports of the built modules.
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const kilobyte = 1000;
const budgets = { script_bytes: 200 * kilobyte, style_bytes: 60 * kilobyte };

type Manifest = Record<
  string,
  { file: string; imports?: string[]; css?: string[]; isEntry?: boolean; src?: string }
>;

export const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(path.join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;

/** The files that are needed before something can be shown: of the entry and these pages, with all their static imports. */
export function filesOf(manifest: Manifest, pages: readonly string[]): string[] {
  const entry = Object.keys(manifest).find((key) => manifest[key]!.isEntry && key.endsWith('index.html'));
  const own = pages.map((page) => Object.keys(manifest).find((key) => manifest[key]!.src === page));
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string) => {
    if (seen.has(key)) return;
    seen.add(key);
    const { file, css = [], imports = [] } = manifest[key]!;
    for (const one of [file, ...css]) files.add(one);
    for (const next of imports) visit(next);
  };
  for (const [index, key] of [entry, ...own].entries()) {
    if (!key) throw new Error(`The build has no ${index === 0 ? 'entry' : pages[index - 1]}`);
    visit(key);
  }
  return [...files];
}

async function measureFirstView(
  folder: string,
  page: string,
): Promise<{ script_bytes: number; style_bytes: number }> {
  const files = filesOf(await readManifest(folder), [page]);
  const ending = (end: string) => files.filter((file) => file.endsWith(end));
  return {
    script_bytes: await gzipSize(folder, ending('.js')),
    style_bytes: await gzipSize(folder, ending('.css')),
  };
}

async function gzipSize(folder: string, files: Iterable<string>): Promise<number> {
  let sum = 0;
  for (const file of files) sum += (await stat(path.join(folder, `${file}.gz`))).size;
  return sum;
}

/** @throws Error when the first view has grown past its budget */
export async function checkBudget(folder: string): Promise<void> {
  const measured = await measureFirstView(folder, 'pages/CatalogPage.tsx');
  process.stdout.write(
    `  first view of the catalog: ${Math.round(measured.script_bytes / kilobyte)} kB script, ${Math.round(measured.style_bytes / kilobyte)} kB style (gzip)\n`,
  );
  for (const [name, limit] of Object.entries(budgets)) {
    const bytes = measured[name as keyof typeof budgets];
    if (bytes > limit) throw new Error(`${name} of the first view is ${bytes}, over its budget of ${limit}`);
  }
}
