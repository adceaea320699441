/**
 * Compiles a response schema into a serializer: only declared fields leave the server.
 *
 * zod prints JSON Schema, which is simplified for fast-json-stringify: nullable unions become `type: [x, 'null']` (its
 * `anyOf` validates every value), formats and patterns go (they are checked on the way in). Tests use the strict zod
 * serializer instead, which fails when a handler answers something its contract does not say.
 *
 * Compiled at the first answer: a process that starts, perhaps because another one has just died, has no use for all of them yet.
 */
import fastJson from 'fast-json-stringify';
import * as z from 'zod';

type JsonSchema = { [key: string]: unknown };

export function compileSerializer(schema: z.ZodType, strict: boolean): (body: unknown) => string {
  if (strict) {
    return (body) => {
      const parsed = schema.safeParse(JSON.parse(JSON.stringify(body)));
      if (!parsed.success)
        throw new Error(`The answer does not match its contract: ${z.prettifyError(parsed.error)}`);
      return JSON.stringify(parsed.data);
    };
  }
  let compiled: ((body: unknown) => string) | undefined;
  return (body) => {
    compiled ??= fastJson(
      simplify(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })) as never,
    );
    return compiled(body);
  };
}

function simplify(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(simplify);
  if (node === null || typeof node !== 'object') return node;
  const { format, pattern, $schema, minLength, maxLength, minimum, maximum, ...rest } = node as JsonSchema;
  const options = rest['anyOf'] as JsonSchema[] | undefined;
  if (options?.length === 2 && options.some((option) => option['type'] === 'null')) {
    const other = simplify(options.find((option) => option['type'] !== 'null')!) as JsonSchema;
    if (typeof other['type'] === 'string') {
      return { ...other, type: [other['type'], 'null'] };
    }
  }
  const { enum: _values, ...open } = rest;
  return Object.fromEntries(Object.entries(open).map(([key, value]) => [key, simplify(value)]));
}
