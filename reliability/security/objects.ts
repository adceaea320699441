/**
 * Who reaches which record (bar S1): every route that takes an id x every caller x the record's states, sent for real.
 *
 * Nothing is changed: the database refuses writes while we look. Whoever gets as far as a write, a rule or an answer has been let in;
 * everyone else must be answered exactly like for a record that does not exist.
 */
import fc from 'fast-check';
import * as z from 'zod';
import { newId } from '#server/platform/ids.ts';
import { goodValuesOf, type Operation } from './fuzz.ts';
import { type CallerName, callerNames, type Target, type World } from './world.ts';

export type Reached = {
  /** `catalog.getCourse draft` -> who was let in. */
  rows: Record<string, string>;
  /** Answers that tell a record that exists from one that does not to somebody who was not let in. */
  telling: string[];
  /** Routes whose record the world does not have. */
  without: string[];
  requests: number;
};

type Seen = { status: number; code: string; detail: string };

/** The longest address of a target that this route begins with. */
function recordsFor(world: World, path: string): Record<string, Target> | null {
  const params = path.match(/:[a-z_]+/g) ?? [];
  const base = Object.keys(world.targets)
    .filter(
      (prefix) => path.startsWith(`${prefix}/`) && (prefix.match(/:[a-z_]+/g) ?? []).length === params.length,
    )
    .toSorted((a, b) => b.length - a.length)[0];
  return base ? world.targets[base]! : null;
}

/** The first body that the schema takes: what is wanted is the answer about the record, not about the body. */
export function bodyFor({ endpoint }: Operation, ids: readonly string[]): unknown {
  if (endpoint.accepts === 'multipart') return null;
  const schema = z.toJSONSchema(endpoint.body, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  const samples = [
    {},
    ...fc.sample(goodValuesOf(schema, { ids: ids.length > 0 ? ids : [newId()], hostile: [null] }, 0), {
      numRuns: 200,
      seed: 7,
    }),
  ];
  return samples.find((body) => endpoint.body.safeParse(body).success) ?? null;
}

/** Routes whose statement decides by itself whose record it is, so that the database would refuse it before it could. */
const decidedByStatement: Record<string, readonly CallerName[]> = {
  'identity.endSession own': ['learner'],
  'calendar.deleteOwnEvent own': ['learner'],
  'calendar.revokeFeed own': ['learner'],
  'enrollment.enrollInCourse draft': [],
  'enrollment.enrollInCourse deleted': [],
};

/** A 404 about a part of a record, told to those who may see the record itself. */
const inside404: Record<string, readonly CallerName[]> = {
  'assessment.getAttemptResult own': ['learner', 'trainer', 'admin'],
  'assessment.updateQuiz deleted': ['admin'],
  'assessment.deleteQuiz deleted': ['admin'],
  'assessment.addQuestions deleted': ['admin'],
};

/**
 * @param phase  `writable`: the routes of `decidedByStatement`, by everyone but the people named there, for real. `frozen`: all
 *   others, after the database was told to refuse writes
 */
export async function reachObjects(
  base: string,
  world: World,
  operations: readonly Operation[],
  phase: 'writable' | 'frozen',
): Promise<Reached> {
  const reached: Reached = { rows: {}, telling: [], without: [], requests: 0 };
  const known = Object.values(world.targets).flatMap((records) =>
    Object.values(records).flatMap((target) => Object.values(target)),
  );
  const work = operations.filter(
    ({ endpoint }) => endpoint.path.includes(':') && endpoint.produces !== 'text/event-stream',
  );
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let operation = work.shift(); operation; operation = work.shift()) {
        const records = recordsFor(world, operation.endpoint.path);
        if (!records) reached.without.push(operation.key);
        for (const [state, target] of Object.entries(records ?? {})) {
          const key = `${operation.key} ${state}`;
          if (key in decidedByStatement !== (phase === 'writable')) continue;
          reached.rows[key] = await whoReaches(base, world, operation, { key, target, known }, reached);
        }
      }
    }),
  );
  return reached;
}

async function whoReaches(
  base: string,
  world: World,
  operation: Operation,
  record: { key: string; target: Target; known: readonly string[] },
  reached: Reached,
): Promise<string> {
  const body = bodyFor(operation, record.known);
  const inside: string[] = [];
  for (const caller of callerNames) {
    if (decidedByStatement[record.key]?.includes(caller)) continue;
    const token = world.tokens[caller];
    const absent = await look(base, operation, token, { ...record.target, id: newId() }, body);
    const seen = await look(base, operation, token, record.target, body);
    reached.requests += 2;
    if (![401, 403, 404].includes(seen.status)) inside.push(caller);
    // They may see the record, but not do this with it.
    else if (seen.status === 403 && absent.status !== 403) inside.push(`(${caller})`);
    else if (
      !(record.key in inside404 && inside404[record.key]!.includes(caller)) &&
      JSON.stringify(seen) !== JSON.stringify(absent)
    )
      reached.telling.push(
        `${record.key} as ${caller}: ${JSON.stringify(seen)}, absent ${JSON.stringify(absent)}`,
      );
  }
  return inside.join(' ');
}

async function look(
  base: string,
  { endpoint }: Operation,
  token: string,
  target: Target,
  body: unknown,
): Promise<Seen> {
  const method = [endpoint.method].flat()[0] as string;
  const url = base + endpoint.path.replaceAll(/:([a-z_]+)/g, (_, name: string) => target[name] ?? newId());
  const sends = !['GET', 'DELETE'].includes(method);
  const answer = await fetch(url, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(sends ? { 'content-type': 'application/json' } : {}),
    },
    ...(sends ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  const text = await answer.text();
  if (!answer.headers.get('content-type')?.includes('problem'))
    return { status: answer.status, code: '', detail: '' };
  const problem = JSON.parse(text) as { code: string; detail: string };
  return { status: answer.status, code: problem.code, detail: problem.detail };
}
