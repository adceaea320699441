/**
 * The shape of every noun: its declared fields with the types, bounds and words that the database gives them. From it follow the SQL
 * that writes the data, the schema beside it, and the SQL that takes it in again.
 */
import type pg from 'pg';
import { listTables } from '../backup/tables.ts';
import { type Declared, type ExportedTable, fieldsOf, utc } from './tables.ts';

export type Field = {
  name: string;
  /** PostgreSQL's name of the type, without its modifier. */
  type: string;
  /** The same with it, as a column definition. */
  definition: string;
  required: boolean;
  has_default: boolean;
  max_length: number | null;
  /** The closed list of words, if it is one. */
  words: string[] | null;
  pattern: RegExp | undefined;
};

export type Shape = {
  noun: string;
  about: string;
  fields: Field[];
  /** Names of the key's fields. */
  key: string[];
  order: string;
  /** About how much there is, for progress. */
  bytes: number;
  declared: ExportedTable;
};

type Column = Omit<Field, 'pattern'> & { of: string };

const columnsQuery = `
  select c.relname::text as of, a.attname::text as name, t.typname::text as type, format_type(a.atttypid, a.atttypmod) as definition,
         a.attnotnull as required, a.atthasdef as has_default,
         case when t.typname in ('varchar', 'bpchar') and a.atttypmod > 4 then a.atttypmod - 4 end as max_length,
         (select array_agg(m[1]) from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''::(?:text|character varying)', 'g') m
           where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
             and pg_get_constraintdef(k.oid) ~ ('^CHECK \\(\\(+"?' || a.attname || '"?\\)?(::text)? = ANY \\(+ARRAY\\[')) as words
    from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
   order by c.relname, a.attnum`;

const aboutQuery = `select relname::text as noun, regexp_replace(coalesce(obj_description(oid), ''), '^owner: \\w+\\.\\s*', '') as about
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`;
const keysQuery = `select k.conrelid::regclass::text as noun, array_agg(a.attname::text order by array_position(k.conkey, a.attnum)) as key
  from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
 where k.contype = 'p' and k.connamespace = 'public'::regnamespace group by 1`;

/** @throws when the database and the declarations differ: nothing is exported by guess */
export async function readShapes(client: pg.Client, declared: Declared): Promise<Shape[]> {
  const problems = await findUndeclared(client, declared);
  if (problems.length > 0)
    throw new Error(`The database is not what the export declares: ${problems.join('; ')}`);
  const { rows: columns } = await client.query<Column>(columnsQuery);
  const abouts = new Map(
    (await client.query<{ noun: string; about: string }>(aboutQuery)).rows.map((one) => [
      one.noun,
      one.about,
    ]),
  );
  const keys = new Map(
    (await client.query<{ noun: string; key: string[] }>(keysQuery)).rows.map((one) => [one.noun, one.key]),
  );
  const tables = new Map((await listTables(client)).map((one) => [one.name, one]));
  return Object.keys(declared.tables)
    .toSorted()
    .map((noun) => {
      const table = declared.tables[noun]!;
      const fields = fieldsOf(table).map((name) => {
        const { of: _of, ...column } = columns.find((one) => one.of === noun && one.name === name)!;
        return { ...column, pattern: table.patterns?.[name] };
      });
      const { order, bytes } = tables.get(noun)!;
      return {
        noun,
        about: abouts.get(noun) ?? '',
        fields,
        key: keys.get(noun)!,
        order,
        bytes,
        declared: table,
      };
    });
}

/** Tables and columns of the database of which no declaration says what becomes of them, and the other way round. */
export async function findUndeclared(client: pg.Client, declared: Declared): Promise<string[]> {
  const { rows: columns } = await client.query<Column>(columnsQuery);
  const problems: string[] = [];
  const there = new Set(columns.map((one) => one.of));
  for (const table of there)
    if (!(table in declared.tables) && !(table in declared.left_out))
      problems.push(`table ${table} is neither exported nor left out with a reason`);
  for (const table of [...Object.keys(declared.tables), ...Object.keys(declared.left_out)])
    if (!there.has(table)) problems.push(`table ${table} is declared and does not exist`);
  for (const [noun, table] of Object.entries(declared.tables)) {
    const said = new Set([...fieldsOf(table), ...Object.keys(table.left_out ?? {})]);
    const real = new Set(columns.filter((one) => one.of === noun).map((one) => one.name));
    for (const name of real)
      if (!said.has(name)) problems.push(`${noun}.${name} is neither exported nor left out with a reason`);
    for (const name of said)
      if (!real.has(name)) problems.push(`${noun}.${name} is declared and does not exist`);
  }
  return problems;
}

const quoted = (name: string): string => `"${name}"`;

/** Each row as one line of JSON, in the order of the key. */
export function rowsAsJson({ noun, fields, order, declared }: Shape): string {
  const list = fields.map((one) => `${written(one)} as ${quoted(one.name)}`).join(', ');
  const where = declared.where ? ` where ${declared.where}` : '';
  return `select row_to_json(r)::text from (select ${list} from ${quoted(noun)}${where} order by ${order}) r`;
}

function written({ name, type }: Field, of = ''): string {
  const column = `${of}${quoted(name)}`;
  if (type === 'timestamptz') return utc(column);
  if (type === 'timestamp') return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS')`;
  if (type === 'int4multirange')
    return `(select coalesce(json_agg(json_build_array(lower(x), upper(x)) order by x), '[]') from unnest(${column}) x)`;
  return column;
}

/** The key of a row t as the file has it. */
export const keyAsJson = ({ fields, key }: Shape): string =>
  `json_build_object(${key.map((name) => `'${name}', ${written(fields.find((one) => one.name === name)!, 't.')}`).join(', ')})`;

/** Takes an array of such objects, $1, into the table. Columns that the file does not have take their defaults. */
export function insertFromJson({ noun, fields, declared }: Shape, inFile: ReadonlySet<string>): string {
  const present = fields.filter((one) => inFile.has(one.name));
  const filled = Object.entries(declared.filled ?? {});
  const columns = [...present.map((one) => one.name), ...filled.map(([name]) => name)].map(quoted);
  const values = [...present.map(taken), ...filled.map(([, value]) => value)];
  const types = present.map(
    (one) => `${quoted(one.name)} ${one.type === 'int4multirange' ? 'jsonb' : one.definition}`,
  );
  return `insert into ${quoted(noun)} (${columns.join(', ')}) select ${values.join(', ')} from jsonb_to_recordset($1::jsonb) as r(${types.join(', ')})`;
}

function taken({ name, type, required }: Field): string {
  const column = `r.${quoted(name)}`;
  if (type === 'int4multirange')
    return `(select coalesce(range_agg(int4range((x ->> 0)::int, (x ->> 1)::int)), '{}') from jsonb_array_elements(${column}) x)`;
  // The value null of JSON, where a column must have a value, is that value.
  return type === 'jsonb' && required ? `coalesce(${column}, 'null')` : column;
}
