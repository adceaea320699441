/** Runs the generator as a process and hands out what it counted, phase by phase. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Report } from '../report.ts';
import { number, type Outcome, type Phase, type Plan, type Prepared, type Tally } from './generator.ts';

/** Bytes of one request on a kept connection; `number` in the body becomes one. */
export function prepared(
  method: string,
  path: string,
  { token, body }: { token?: string; body?: object } = {},
): string {
  const text = body ? JSON.stringify(body).replace(`"${number}"`, number) : '';
  const content = body
    ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`
    : '';
  const who = token ? `authorization: Bearer ${token}\r\n` : '';
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${who}${content}\r\n${text}`;
}

/** What a thousand people's browsers hold open; more want a machine for the crowd alone. */
const mostConnections = Number(process.env['R9_CONNECTIONS'] ?? 1000);

/** @returns what was counted in each of `phases`, in their order */
export async function runCrowd(
  report: Report,
  { base, kinds, phases }: { base: string; kinds: Prepared[]; phases: Phase[] },
): Promise<Outcome[]> {
  const plan: Plan = { port: Number(new URL(base).port), most_connections: mostConnections, kinds, phases };
  const child = spawn(process.execPath, ['--import', 'tsx', 'reliability/overload/generator.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  report.defer(() => child.kill('SIGKILL'));
  child.stdin.end(JSON.stringify(plan));
  const outcomes: Outcome[] = [];
  for await (const line of createInterface(child.stdout)) outcomes.push(JSON.parse(line) as Outcome);
  if (outcomes.length !== phases.length) throw new Error('The generator ended early');
  return outcomes;
}

/** All kinds together. */
export function total({ by_kind }: Outcome): Tally {
  const all = Object.values(by_kind);
  const sum = (of: (tally: Tally) => number) => all.reduce((before, tally) => before + of(tally), 0);
  return {
    sent: sum(({ sent }) => sent),
    served: sum(({ served }) => served),
    refused: sum(({ refused }) => refused),
    rude: sum(({ rude }) => rude),
    other_5xx: sum(({ other_5xx }) => other_5xx),
    other_4xx: sum(({ other_4xx }) => other_4xx),
    resets: sum(({ resets }) => resets),
    milliseconds: all.flatMap(({ milliseconds }) => milliseconds),
  };
}
