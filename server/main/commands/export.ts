/** `lyceum export` and `lyceum import --from`: everything people made or earned, out to open formats and into an empty site. */
import path from 'node:path';
import { makeExport } from '../../platform/export/export.ts';
import { type ImportResult, importExport } from '../../platform/export/import.ts';
import type { Manifest } from '../../platform/export/manifest.ts';
import { createStorage } from '../../platform/storage/storage.ts';
import { type Call, Refusal, UsageError } from '../cli/command.ts';
import { megabytes, progressBar, say, sayJson } from '../cli/say.ts';
import { declaredExports } from '../exports.ts';
import { migrationsFolder, withSite } from '../site.ts';
import { operatorName, tellFact } from './telling.ts';

export async function exportSite(call: Call): Promise<void> {
  const to = call.value('to');
  if (!to) throw new UsageError('--to is needed: the folder to make. See: lyceum export --help');
  if (/\.(zip|tar|gz|tgz)$/i.test(to))
    throw new UsageError('--to names a folder. Pack it afterwards with a program of your choice.');
  const bar = progressBar('Export', { quiet: isQuiet(call) });
  await withSite({ make: false }, async (site) => {
    const startedAt = performance.now();
    const manifest = await makeExport({
      connection_string: site.connection_string,
      storage: await createStorage(site.config),
      declared: declaredExports(),
      to: path.resolve(to),
      onProgress: bar,
    }).finally(() => bar.end());
    await tellFact(site.connection_string, 'site.exported', {
      by: operatorName(),
      records: manifest.nouns.reduce((sum, one) => sum + one.records, 0),
      files: manifest.files.length,
    });
    tellExport(call, path.resolve(to), manifest, (performance.now() - startedAt) / 1000);
  });
}

const isQuiet = (call: Call): boolean => call.has('quiet') || call.has('json');

function tellExport(call: Call, folder: string, manifest: Manifest, seconds: number): void {
  const records = manifest.nouns.reduce((sum, one) => sum + one.records, 0);
  const bytes = [...manifest.nouns, ...manifest.companions, ...manifest.files].reduce(
    (sum, one) => sum + one.bytes,
    0,
  );
  const missing = manifest.missing_files.length;
  const { taken_at, waiting_facts } = manifest;
  if (call.has('json'))
    sayJson({
      folder,
      taken_at,
      nouns: Object.fromEntries(manifest.nouns.map((one) => [one.noun, one.records])),
      files: manifest.files.length,
      missing,
      waiting_facts,
      bytes,
      seconds,
    });
  else if (!call.has('quiet')) {
    say(
      `${folder}: ${manifest.nouns.length} nouns with ${records} records, ${manifest.files.length} files, ${megabytes(bytes)} as of ${taken_at}, in ${seconds.toFixed(1)} s.`,
    );
    say('There are no passwords in it and there are people in it: keep it as you keep their records.');
    if (waiting_facts > 0)
      say(
        `${waiting_facts} things had just happened; certificates and notices that would have come of them are not in it. Export again in a minute if that matters.`,
      );
  }
  if (missing > 0)
    throw new Refusal(
      `The export is complete but for ${missing} stored files that the database names and the storage no longer has. They are listed in its manifest.`,
    );
}

/** Options of `lyceum import` that belong to files of courses and questions. */
const othersOptions = ['kind', 'file', 'as', 'quiz', 'course'];

export async function importSite(call: Call): Promise<void> {
  const other = othersOptions.find((name) => call.value(name) !== undefined);
  if (other || call.has('preview'))
    throw new UsageError(
      `--from imports a whole export, --${other ?? 'preview'} belongs to files of courses and questions: use one of them.`,
    );
  const folder = path.resolve(call.value('from')!);
  const isCheck = call.has('check');
  const bar = progressBar(isCheck ? 'Check' : 'Import', { quiet: isQuiet(call) });
  await withSite({}, async (site) => {
    if (site.joined && !isCheck)
      throw new Refusal('Lyceum is running on this data folder. Stop it, then import.');
    const startedAt = performance.now();
    const result = await importExport({
      folder,
      connection_string: site.connection_string,
      storage: await createStorage(site.config),
      declared: declaredExports(),
      migrations_folder: migrationsFolder,
      check: isCheck,
      onProgress: bar,
    }).finally(() => bar.end());
    tellImport(call, result, isCheck, (performance.now() - startedAt) / 1000);
  });
}

function tellImport(call: Call, result: ImportResult, isCheck: boolean, seconds: number): void {
  const { manifest, counts, cleaned, reach } = result;
  const missing = manifest.missing_files.length;
  if (call.has('json'))
    sayJson({
      written: !isCheck,
      reach,
      taken_at: manifest.taken_at,
      nouns: Object.fromEntries(counts.map((one) => [one.noun, one.records])),
      files: manifest.files.length,
      missing,
      cleaned,
      seconds,
    });
  else if (isCheck && !call.has('quiet')) say(reach === 'whole' ? wholeCheck : lineCheck);
  else if (!call.has('quiet')) {
    sayCounts(counts);
    const records = counts.reduce((sum, one) => sum + one.records, 0);
    say(
      `Imported as of ${manifest.taken_at}: ${counts.length} nouns with ${records} records, counted and equal; ${manifest.files.length} files; in ${seconds.toFixed(1)} s.`,
    );
    if (cleaned > 0) say(`${cleaned} texts of lessons held what lessons may not hold; that was taken out.`);
    if (missing > 0) say(`${missing} files were already missing where it was exported.`);
    say('Nobody has a password yet: people ask for a reset, or: lyceum user password EMAIL');
  }
}

function sayCounts(counts: ImportResult['counts']): void {
  const width = Math.max(...counts.map((one) => one.noun.length));
  for (const { noun, records } of counts)
    say(`  ${noun.padEnd(width)}  ${String(records).padStart(9)}  as in the export`);
}

const wholeCheck = 'Sound: every file, every line and every reference; nothing was written.';
const lineCheck =
  'Every file and every line is sound; nothing was written. References were not tried, for this site is in use: check on an empty one.';
