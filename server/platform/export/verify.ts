/** Reads an export before anything of it is believed: checksums, then every line. What is wrong is said with file and line. */
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { pathOfFile } from '../backup/manifest.ts';
import type { Progress } from '../backup/progress.ts';
import { measureBytes } from '../backup/streams.ts';
import { readLines } from './lines.ts';
import { dataFile, ExportError, type Manifest, type Noun } from './manifest.ts';
import { lineOf } from './schema.ts';
import type { Shape } from './shapes.ts';

/** More are not read out: who made one mistake in a file made it in every line. */
const mostProblems = 20;

/** @throws ExportError that lists them */
export function refuseProblems(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const shown = problems.slice(0, mostProblems).map((one) => `  ${one}`);
  throw new ExportError(
    `The export is not sound; nothing was written:\n${shown.join('\n')}${problems.length > mostProblems ? '\n  … and more' : ''}`,
  );
}

type Part = { file: string; bytes: number; sha256: string };

const partsOf = (manifest: Manifest): Part[] => [
  ...manifest.nouns.map((one) => ({ file: dataFile(one.noun), bytes: one.bytes, sha256: one.sha256 })),
  ...manifest.companions,
  ...manifest.files.map((one) => ({ ...one, file: pathOfFile(one.sha256) })),
];

/** Every file against the manifest. Files that the manifest does not name are never opened. */
export async function checkSums(folder: string, manifest: Manifest, onProgress: Progress): Promise<string[]> {
  const parts = partsOf(manifest);
  const problems: string[] = [];
  onProgress({ kind: 'total', bytes: parts.reduce((sum, one) => sum + one.bytes, 0) });
  for (const part of parts) {
    onProgress({ kind: 'step', name: part.file });
    const problem = await checkPart(folder, part);
    if (problem) problems.push(`${part.file}: ${problem}`);
    onProgress({ kind: 'advance', bytes: part.bytes });
    if (problems.length > mostProblems) break;
  }
  return problems;
}

async function checkPart(folder: string, { file, bytes, sha256 }: Part): Promise<string | undefined> {
  const full = path.join(folder, file);
  const found = await lstat(full).catch(() => undefined);
  if (!found) return 'missing';
  if (!found.isFile()) return 'not a plain file';
  if (found.size !== bytes) return `${found.size} bytes instead of ${bytes}`;
  const read = await measureBytes(createReadStream(full));
  return read.sha256 === sha256 ? undefined : 'changed: its checksum is not the one in the manifest';
}

/** What this version does not know: of a newer one, or of somebody's own making. */
export function checkNouns(manifest: Manifest, shapes: readonly Shape[]): string[] {
  const known = new Map(shapes.map((one) => [one.noun, one]));
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { noun, fields } of manifest.nouns) {
    if (seen.has(noun)) problems.push(`manifest.json: ${noun} is in it twice`);
    seen.add(noun);
    const shape = known.get(noun);
    if (!shape) problems.push(`manifest.json: this version of Lyceum knows no ${noun}`);
    else problems.push(...checkFields(shape, fields));
  }
  return problems;
}

function checkFields(shape: Shape, inFile: readonly string[]): string[] {
  const known = new Set(shape.fields.map((one) => one.name));
  const given = new Set(inFile);
  const needed = shape.fields.filter((one) => one.required && !one.has_default && !given.has(one.name));
  return [
    ...inFile
      .filter((one) => !known.has(one))
      .map((one) => `manifest.json: this version of Lyceum knows no field ${one} of ${shape.noun}`),
    ...needed.map((one) => `manifest.json: ${shape.noun} has no field ${one.name}, which is needed`),
  ];
}

/** The first and last value of a field, as texts that sort. */
export type Span = { from: string; until: string };

export type CheckedLines = { problems: string[]; spans: Map<string, Span> };

/** Every line of every noun against its schema. */
export async function checkLines(
  folder: string,
  manifest: Manifest,
  shapes: readonly Shape[],
  onProgress: Progress,
): Promise<CheckedLines> {
  const checked: CheckedLines = { problems: [], spans: new Map() };
  onProgress({ kind: 'total', bytes: manifest.nouns.reduce((sum, one) => sum + one.bytes, 0) });
  for (const noun of manifest.nouns) {
    onProgress({ kind: 'step', name: noun.noun });
    const shape = shapes.find((one) => one.noun === noun.noun)!;
    await checkNoun(folder, noun, shape, checked);
    onProgress({ kind: 'advance', bytes: noun.bytes });
    if (checked.problems.length > mostProblems) break;
  }
  return checked;
}

async function checkNoun(folder: string, noun: Noun, shape: Shape, checked: CheckedLines): Promise<void> {
  const file = dataFile(noun.noun);
  const line = lineOf(shape, new Set(noun.fields));
  const by = shape.declared.parted?.by;
  let records = 0;
  try {
    for await (const { number, text } of readLines(path.join(folder, file))) {
      records = number;
      const value = parsed(text);
      const result = line.safeParse(value);
      if (!result.success) {
        const [issue] = result.error.issues;
        const field = issue!.path.length > 0 ? `${issue!.path.join('.')}: ` : '';
        checked.problems.push(`${file}, line ${number}: ${field}${issue!.message}`);
        if (checked.problems.length > mostProblems) return;
      } else if (by) widen(checked.spans, noun.noun, String(result.data[by]));
    }
    if (records !== noun.records)
      checked.problems.push(`${file}: ${records} lines instead of ${noun.records}`);
  } catch (error) {
    if (!(error instanceof ExportError)) throw error;
    checked.problems.push(`${file}, ${error.message}`);
  }
}

/** Undefined, which no schema takes, for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function widen(spans: Map<string, Span>, noun: string, value: string): void {
  const span = spans.get(noun);
  if (!span) spans.set(noun, { from: value, until: value });
  else if (value < span.from) span.from = value;
  else if (value > span.until) span.until = value;
}
