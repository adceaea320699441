/**
 * What goes into an export and what does not, as each feature says it of its own tables (`<feature>.export.ts`). A noun of the export is
 * called like its table and a field like its column, which is how the contract calls them.
 */
export type ExportedTable = {
  /** Names of columns with blanks between, in the order of the file. */
  fields: string;
  /** Columns that are never written, each with the reason that is told to the reader. */
  left_out?: Record<string, string>;
  /** SQL for columns that are left out and may not be empty, for an import. */
  filled?: Record<string, string>;
  /** SQL: only these rows. */
  where?: string;
  /** Fields with lesson HTML. An import cleans it again: the file may have been written by anybody. */
  html?: string[];
  /** The table lies in parts by this field; the function of the database makes those between two days. */
  parted?: { by: string; ensure: string };
  /** What a text must look like, where the database says nothing of it. */
  patterns?: Record<string, RegExp>;
};

export type Sheet = { name: string; about: string; query: string };

export type Exported = {
  tables: Record<string, ExportedTable>;
  /** Tables that are not exported, each with the reason that is told to the reader. */
  left_out?: Record<string, string>;
  /** CSV twins of what people ask for in spreadsheets. */
  sheets?: Sheet[];
  /** Sequences whose numbers must not be given twice. */
  counters?: string[];
  /** SQL that an import runs after all rows are there: makes anew what is derived. */
  rebuild?: string[];
};

export type Declared = Required<Exported>;

/** All features' declarations as one. @throws when two of them claim a table */
export function gatherExports(all: readonly Exported[]): Declared {
  const gathered: Declared = { tables: {}, left_out: {}, sheets: [], counters: [], rebuild: [] };
  for (const { tables, left_out = {}, sheets = [], counters = [], rebuild = [] } of all) {
    for (const name of [...Object.keys(tables), ...Object.keys(left_out)])
      if (name in gathered.tables || name in gathered.left_out)
        throw new Error(`Table ${name} is declared for the export twice`);
    Object.assign(gathered.tables, tables);
    Object.assign(gathered.left_out, left_out);
    gathered.sheets.push(...sheets);
    gathered.counters.push(...counters);
    gathered.rebuild.push(...rebuild);
  }
  return gathered;
}

export const fieldsOf = ({ fields }: Pick<ExportedTable, 'fields'>): string[] => fields.trim().split(/\s+/);

/** A moment as the data has it, for queries of sheets. */
export const utc = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
