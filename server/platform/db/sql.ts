/**
 * `sql`: the only way to write a query. Values become parameters, fragments compose, and nothing else gets in.
 *
 *     sql`select id from users where email = ${email}`
 *     sql`select id from courses where ${all([sql`deleted_at is null`, category && sql`category_id = ${category}`])}`
 */
export class Sql {
  readonly text: string;
  readonly values: readonly unknown[];
  constructor(text: string, values: readonly unknown[]) {
    this.text = text;
    this.values = values;
  }
}

// Fragments carry \u0001 where a parameter goes; numbering happens once, when the query is sent.
const slot = '\u0001';

export function sql(strings: TemplateStringsArray, ...parts: unknown[]): Sql {
  let text = strings[0]!;
  const values: unknown[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part instanceof Sql) {
      text += part.text;
      values.push(...part.values);
    } else {
      text += slot;
      values.push(part);
    }
    text += strings[index + 1]!;
  }
  return new Sql(text, values);
}

const numbered = new Map<string, { text: string; name: string | undefined }>();
const preparedLimit = 1500;

/**
 * Numbers the parameters and names the statement, so that the server prepares each distinct text once per connection.
 * Texts are bounded by the code; past the limit they are sent unnamed rather than filling the server's memory.
 */
export function compile(query: Sql): { text: string; name: string | undefined; values: unknown[] } {
  let known = numbered.get(query.text);
  if (!known) {
    let count = 0;
    const text = query.text.replaceAll(slot, () => `$${++count}`);
    known = { text, name: numbered.size < preparedLimit ? `s${numbered.size}` : undefined };
    if (known.name) numbered.set(query.text, known);
  }
  return { ...known, values: query.values as unknown[] };
}

/** Joins conditions with `and`; falsy ones are left out; none means `true`. */
export function all(conditions: (Sql | false | null | undefined | '')[]): Sql {
  const kept = conditions.filter((condition): condition is Sql => condition instanceof Sql);
  return kept.length === 0
    ? new Sql('true', [])
    : join(
        kept.map((one) => sql`(${one})`),
        ' and ',
      );
}

export function any(conditions: Sql[]): Sql {
  return conditions.length === 0
    ? new Sql('false', [])
    : join(
        conditions.map((one) => sql`(${one})`),
        ' or ',
      );
}

export function join(fragments: Sql[], separator = ', '): Sql {
  return new Sql(
    fragments.map((one) => one.text).join(separator),
    fragments.flatMap((one) => one.values),
  );
}

/** A name from a fixed list in the code (a column to order by); refuses anything that is not a plain identifier. */
export function identifier(name: string): Sql {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(name)) throw new Error(`Not an identifier: ${name}`);
  return new Sql(
    name
      .split('.')
      .map((part) => `"${part}"`)
      .join('.'),
    [],
  );
}

/** `set a = …, b = …` from the fields that are present; undefined means "leave as it is". */
export function assignments(fields: Record<string, unknown>): Sql | null {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return given.length === 0 ? null : join(given.map(([name, value]) => sql`${identifier(name)} = ${value}`));
}
