/** The words to whoever opens an export and has no Lyceum. */
import type { Declared } from './tables.ts';

export const readerText = ({
  sheets,
}: Declared): string => `An export of Lyceum: people, courses, results and files in open formats.

data/NOUN.jsonl             one JSON object per line, UTF-8, in the order of its key; moments are in UTC (ISO 8601);
                            ids refer from one file to another: enrollments.student_id is users.id
schemas/NOUN.schema.json    what a line of it holds (JSON Schema 2020-12)
csv/                        twins for spreadsheets:
${sheets.map((one) => `  ${`${one.name}.csv`.padEnd(26)}${one.about}`).join('\n')}
                            A cell that a spreadsheet would take for a formula has an apostrophe before it.
files/ab/ab…                stored files under their SHA-256; their names are in data/files.jsonl
manifest.json               format and version, the instant everything is of, records and SHA-256 of each file, what
                            was left out and why
manifest.sha256             the checksum of the manifest: sha256sum -c manifest.sha256

There are no passwords and no secrets in it. There are people in it: keep it as you keep their records.

Into an empty Lyceum: lyceum import --from FOLDER
`;
