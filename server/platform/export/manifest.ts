/** What an export says of itself: `manifest.json`, with its own checksum beside it in the form that `sha256sum -c` reads. */
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { manifestName, manifestSumName, sumLine } from '../backup/manifest.ts';

/** One sentence for the operator: what is wrong, where, and what to do. */
export class ExportError extends Error {}

export const formatName = 'lyceum-export';
/** Goes up when an older reader would misread what a newer writer wrote. */
export const formatVersion = 1;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
// Names become paths, and names of tables.
const word = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

const Noun = z.strictObject({
  noun: word,
  records: count,
  bytes: count,
  sha256: hash,
  fields: z.array(word).min(1),
});
export type Noun = z.infer<typeof Noun>;

const Manifest = z.strictObject({
  format: z.literal(formatName),
  format_version: z.int().min(1),
  lyceum: z.string().max(100),
  /** The instant of the snapshot: everything committed before is in, nothing after. */
  taken_at: z.string().max(40),
  nouns: z.array(Noun).min(1).max(1000),
  /** Schemas, CSV twins and the words to the reader. */
  companions: z
    .array(
      z.strictObject({
        file: z
          .string()
          .regex(/^(README\.txt|schemas\/[a-z][a-z0-9_]*\.schema\.json|csv\/[a-z][a-z0-9_]*\.csv)$/),
        bytes: count,
        sha256: hash,
      }),
    )
    .max(2000),
  /** Stored files by their SHA-256, which is also where they lie: `files/ab/ab…`. Their names are in data/files.jsonl. */
  files: z.array(z.strictObject({ sha256: hash, bytes: count })),
  /** Files that the data names and the storage did not have. */
  missing_files: z.array(hash),
  /** The last number that was given, for each series of numbers. */
  counters: z.record(
    word,
    z
      .string()
      .regex(/^\d{1,18}$/)
      .nullable(),
  ),
  left_out: z.strictObject({ nouns: z.record(word, z.string()), fields: z.record(z.string(), z.string()) }),
  /** What had happened and was not yet worked off: certificates, notices and the like that would have come of it are not in here. */
  waiting_facts: count,
});
export type Manifest = z.infer<typeof Manifest>;

export const dataFile = (noun: string): string => `data/${noun}.jsonl`;
const mostManifestBytes = 512 * 1024 * 1024;

/** @throws ExportError when there is none, it was changed, or this version does not read it */
export async function readExportManifest(folder: string): Promise<Manifest> {
  const text = await readSmall(folder, manifestName);
  const sum = await readSmall(folder, manifestSumName);
  if (!text || !sum) throw new ExportError(`${folder} holds no complete export: its manifest is missing.`);
  if (sum.toString() !== sumLine(text))
    throw new ExportError(
      `${manifestName} was changed or damaged: it does not have the checksum in ${manifestSumName}.`,
    );
  let document: unknown;
  try {
    document = JSON.parse(text.toString());
  } catch {
    throw new ExportError(`${manifestName} is not JSON.`);
  }
  if ((document as { format?: unknown } | null)?.format !== formatName)
    throw new ExportError(
      `${folder} is no export of Lyceum. (A backup is brought back by “lyceum restore”.)`,
    );
  const version = (document as { format_version?: unknown }).format_version;
  if (typeof version === 'number' && version > formatVersion)
    throw new ExportError(
      `This export has format ${version}; this version of Lyceum reads up to ${formatVersion}. Import it with a newer one.`,
    );
  const parsed = Manifest.safeParse(document);
  if (!parsed.success)
    throw new ExportError(
      `${manifestName}: ${z.prettifyError(parsed.error).split('\n').slice(0, 2).join(' ')}`,
    );
  return parsed.data;
}

async function readSmall(folder: string, name: string): Promise<Buffer | undefined> {
  const file = path.join(folder, name);
  const found = await lstat(file).catch(() => undefined);
  if (!found?.isFile() || found.size > mostManifestBytes) return undefined;
  return readFile(file);
}
