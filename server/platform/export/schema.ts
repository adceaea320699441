/** What a line of a noun must be, as code that checks it and as JSON Schema for everybody else: one declaration. */
import * as z from 'zod';
import type { Field, Shape } from './shapes.ts';

const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/, 'not a moment like 2026-11-29T02:30:00.000Z')
  .meta({ description: 'Moment in UTC' });
const day = z
  .string()
  .regex(/^(\d{4}-\d\d-\d\d|infinity)$/, 'not a day like 2026-11-29')
  .meta({ description: 'Day; “infinity” is one that never comes' });
const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, 'not a local time like 2026-11-29T09:00:00')
  .meta({ description: 'Time on the wall, in the time zone beside it' });
const ranges = z
  .array(z.tuple([z.int(), z.int()]))
  .meta({ description: 'Ranges: the first number belongs to it, the second one no longer' });

const plain: Record<string, z.ZodType> = {
  uuid: z.guid(),
  bool: z.boolean(),
  int2: z.int(),
  int4: z.int(),
  int8: z.int(),
  numeric: z.number(),
  timestamptz: moment,
  date: day,
  timestamp: localTime,
  int4multirange: ranges,
  // Anything; that it is there at all is asked separately.
  jsonb: z.unknown(),
};
const texts = new Set(['text', 'varchar', 'bpchar', 'citext']);

function valueFor({ type, max_length, words, pattern }: Field): z.ZodType {
  if (words) return z.enum(words as [string, ...string[]]);
  if (texts.has(type)) {
    const text = max_length ? z.string().max(max_length) : z.string();
    return pattern ? text.regex(pattern) : text;
  }
  if (type.startsWith('_')) {
    const item = type.slice(1);
    return z.array(texts.has(item) ? z.string() : plainOf(item));
  }
  return plainOf(type);
}

function plainOf(type: string): z.ZodType {
  const found = plain[type];
  if (!found) throw new Error(`No export of type ${type} is known`);
  return found;
}

/** A line as it must be. @param inFile  the fields that the export's manifest says its lines have; without it all */
export function lineOf(shape: Shape, inFile?: ReadonlySet<string>): z.ZodType<Record<string, unknown>> {
  const present = shape.fields.filter((one) => inFile?.has(one.name) ?? true);
  return z
    .strictObject(
      Object.fromEntries(
        present.map((one) => [one.name, one.required ? valueFor(one) : valueFor(one).nullable()]),
      ),
    )
    .refine((line) => present.every((one) => one.name in line), 'a field is missing');
}

export const jsonSchemaOf = (shape: Shape): string =>
  `${JSON.stringify(
    {
      ...z.toJSONSchema(lineOf(shape)),
      title: shape.noun,
      description: `One line of data/${shape.noun}.jsonl. ${shape.about}`.trim(),
      'x-key': shape.key,
    },
    null,
    2,
  )}\n`;
