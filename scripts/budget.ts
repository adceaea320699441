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

/** The chunks a page needs before it can show something: the entry, the page's own chunk, and all their static imports. */
export async function measureFirstView(
  folder: string,
  page: string,
): Promise<{ script_bytes: number; style_bytes: number }> {
  const manifest = JSON.parse(await readFile(path.join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
  const entry = Object.keys(manifest).find((key) => manifest[key]!.isEntry && key.endsWith('index.html'));
  const own = Object.keys(manifest).find((key) => manifest[key]!.src === page);
  if (!entry || !own) throw new Error(`The build has no ${entry ? page : 'entry'}`);
  const chunks = new Set<string>();
  const visit = (key: string) => {
    if (chunks.has(key)) return;
    chunks.add(key);
    for (const next of manifest[key]!.imports ?? []) visit(next);
  };
  visit(entry);
  visit(own);
  const scripts = [...chunks].map((key) => manifest[key]!.file).filter((file) => file.endsWith('.js'));
  const styles = new Set([...chunks].flatMap((key) => manifest[key]!.css ?? []));
  return { script_bytes: await gzipSize(folder, scripts), style_bytes: await gzipSize(folder, styles) };
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
