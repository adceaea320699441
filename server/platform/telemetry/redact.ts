/**
 * What may be written of the things that are logged. Everything that is not named here is left out: errors of libraries carry
 * whole connections, rows and requests with them, and a secret that was logged once is a secret that is lost.
 */

const secretNames =
  /^(.*_)?(password|passwd|secret|token|access|refresh|authorization|cookie|cookies|credentials|api_key)(_hash)?$/;
const hidden = '[hidden]';
const deepest = 6;
const longestText = 10_000;

/** What PostgreSQL, Node and our own errors say besides their text; `detail`, `where` and the rest quote rows. */
const errorFields = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'routine', 'syscall'];

const frames = /(?:\n {4}at [^\n]*)+\s*$/;
// Greedy, because a value may hold quotes of its own.
const quoted = /["'“„«‘»](.*)["'”“»’«]/s;

/** Text without passwords in addresses and without bearer tokens. */
export const cleanText = (text: string): string =>
  text
    .slice(0, longestText)
    .replace(/\bBearer\s+[\w.~+/=-]+/gi, `Bearer ${hidden}`)
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s/@]+@/gi, `$1${hidden}@`);

/** Class 22 of PostgreSQL, data exceptions, quotes the value that was sent. */
const quotesValue = (error: object): boolean =>
  'severity' in error && 'code' in error && String(error.code).startsWith('22');

/** The stack without its first lines, which repeat the message: that may quote a value, whatever lines the value has. */
function framesOf({ stack = '', message }: Error): string {
  const start = stack.indexOf(message);
  return start < 0 ? (frames.exec(stack)?.[0] ?? '') : stack.slice(start + message.length);
}

function describeError(error: Error, depth: number): object {
  const fields = error as Error & Record<string, unknown>;
  const message = cleanText(quotesValue(fields) ? error.message.replace(quoted, '"…"') : error.message);
  // pg's errors are all named "error".
  const type = error.constructor === Error ? error.name : error.constructor.name;
  return {
    type,
    message,
    ...Object.fromEntries(
      errorFields.filter((name) => typeof fields[name] === 'string').map((name) => [name, fields[name]]),
    ),
    stack: `${type}: ${message}${cleanText(framesOf(error))}`,
    ...(error.cause !== undefined && { cause: clean(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && { errors: clean(error.errors, depth + 1) }),
  };
}

const isPlain = (value: object): boolean =>
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as typeof Object.prototype | null);

const isSecret = (name: string): boolean =>
  secretNames.test(
    name
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .replaceAll('-', '_')
      .toLowerCase(),
  );

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > deepest) return '[deeper]';
  if (value instanceof Error) return describeError(value, depth);
  if (Array.isArray(value)) return value.slice(0, 100).map((one) => clean(one, depth + 1));
  if (!isPlain(value)) return `[${value.constructor.name}]`;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, isSecret(name) ? hidden : clean(one, depth + 1)]),
  );
}

/** The fields of a log line as they may be written. */
export const cleanFields = (fields: object): object =>
  fields instanceof Error ? { err: clean(fields, 0) } : (clean(fields, 0) as object);
