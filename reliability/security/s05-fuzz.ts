/** S5, the long version: the built product with its demo organization, at least 50,000 hostile requests. */
import { features } from '#server/main/features.ts';
import { Cluster } from '../cluster.ts';
import { must } from '../http.ts';
import { waitUntil } from '../processes.ts';
import { startSite } from '../product.ts';
import type { Check, Report } from '../report.ts';
import { fuzz, type Harvest, harvestIds } from './fuzz.ts';

const demoPassword = 'Lyceum-demo-1';
const kinds = ['server error', 'no answer', 'undeclared status', 'schema'] as const;
const roles = ['learner', 'trainer', 'manager', 'admin'] as const;

/**
 * Requests that end sessions come by the hundred, and hundreds try to sign in: their network is told to wait. Each person comes
 * back from a network of their own.
 */
async function signInAgain(base: string, role: number): Promise<string> {
  const { access } = await must(`${base}/api/auth/token/`, {
    method: 'POST',
    body: { email: `${roles[role]}@demo.test`, password: demoPassword },
    headers: { 'x-forwarded-for': `10.77.${role}.1` },
  });
  return String(access);
}

async function run(report: Report): Promise<void> {
  const cluster = await Cluster.create(report);
  const site = await startSite(report, {
    database_url: cluster.url,
    webs: 1,
    worker: 'inside',
    environment: { DEMO: '1', TRUST_PROXY: '1' },
  });
  const base = site.bases[0]!;
  await waitUntil(
    async () => (await cluster.query(`select 1 from users where email = 'learner@demo.test'`)).length > 0,
    180_000,
    'the demo organization is there',
    500,
  );
  const operations = features.flatMap(({ name, routes }) =>
    routes.map(({ name: route, endpoint }) => ({ key: `${name}.${route}`, endpoint })),
  );
  const each = report.count(60, 5);
  const people = await Promise.all(
    roles.map(async (name, role) => {
      const renew = () => signInAgain(base, role);
      return { name, each, token: await renew(), renew };
    }),
  );
  const harvest: Harvest = { ids: new Set(), by_list: {} };
  for (const { token } of people) await harvestIds(base, token, operations, harvest);
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
  const tally = await fuzz({
    base,
    operations,
    callers: [{ name: 'anonymous', each: Math.ceil(each / 10), token: '' }, ...people],
    ids: [...harvest.ids],
    by_list: harvest.by_list,
    seed,
    until: Date.now() + 40 * 60_000,
  });
  report.counted('operations', operations.length);
  report.atLeast('hostile requests', tally.requests, report.count(50_000, 1000));
  report.counted('answers by status', JSON.stringify(tally.statuses));
  for (const kind of kinds)
    report.zero(kind, tally.findings.filter((finding) => finding.kind === kind).length);
  report.atMost('slowest answer, until it begins', tally.slowest_ms / 1000, 2, 's');
  report.note(`FUZZ_SEED=${seed}; slowest: ${tally.slowest.slice(0, 160)}`);
  for (const kind of kinds)
    for (const { detail, request } of tally.findings.filter((finding) => finding.kind === kind).slice(0, 15))
      report.say(`${kind}: ${detail}\n      ${request}`);
  for (const line of site.webs[0]!.errors) report.say(line.slice(0, 1500));
  const alive = await fetch(`${base}/api/health/ready/`);
  report.figure('ready afterwards', alive.status, '200', alive.status === 200);
}

export const check: Check = { id: 'S5', title: 'Every operation under hostile requests', minutes: 15, run };
