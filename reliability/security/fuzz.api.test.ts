/** S5, the short version: about five thousand hostile requests over all operations and roles. The long one: `npm run reliability -- s5`. */
import { beforeAll, expect, test } from 'vitest';
import { aQuiz, enroll, startAttempt } from '#server/features/assessment/assessment.builders.ts';
import { aSession } from '#server/features/calendar/calendar.builders.ts';
import { issueAccessToken } from '#server/features/identity/index.ts';
import { aSkill } from '#server/features/skills/skills.builders.ts';
import { features } from '#server/main/features.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { fuzz, type Harvest, harvestIds } from './fuzz.ts';

const operations = features.flatMap(({ name, routes }) =>
  routes.map(({ name: route, endpoint }) => ({ key: `${name}.${route}`, endpoint })),
);
const product = await startProduct({ ACTIVITY_LOG: 'on' });
const harvest: Harvest = { ids: new Set(), by_list: {} };
let people: Record<'learner' | 'trainer' | 'manager' | 'admin', Client>;

beforeAll(async () => {
  const [learner, trainer, manager, admin] = await Promise.all(
    (['learner', 'trainer', 'manager', 'admin'] as const).map((role) => product.signIn(role)),
  );
  people = { learner: learner!, trainer: trainer!, manager: manager!, admin: admin! };
  const quiz = await aQuiz(people.trainer);
  await enroll(people.learner, quiz.course_id);
  await startAttempt(people.learner, quiz);
  await aSession(product.runtime.db);
  await aSkill(people.admin);
  await product.settle();
  for (const { token } of Object.values(people)) await harvestIds(product.url, token, operations, harvest);
  for (const { user_id } of Object.values(people)) {
    harvest.ids.delete(user_id);
    for (const [list, ids] of Object.entries(harvest.by_list))
      harvest.by_list[list] = ids.filter((id) => id !== user_id);
  }
  for (const [list, ids] of Object.entries(harvest.by_list))
    if (ids.length === 0) delete harvest.by_list[list];
});

const caller = (name: keyof typeof people, each: number) => ({
  name,
  each,
  token: people[name].token,
  renew: () => issueAccessToken(product.ctx(), people[name].user_id),
});

test('no hostile request gets a server error, an undeclared status or an answer of another shape (S5)', async () => {
  const tally = await fuzz({
    base: product.url,
    operations,
    callers: [
      { name: 'anonymous', each: 1, token: '' },
      caller('learner', 5),
      caller('trainer', 5),
      caller('manager', 3),
      caller('admin', 6),
    ],
    ids: [...harvest.ids],
    by_list: harvest.by_list,
    seed: Number(process.env['FUZZ_SEED'] ?? 20_261_129),
  });
  expect(tally.findings.slice(0, 20).map((one) => `${one.kind}: ${one.detail}\n    ${one.request}`)).toEqual(
    [],
  );
  expect(tally.requests).toBeGreaterThan(4500);
  // Enough got through to the services to mean something.
  expect((tally.statuses[200] ?? 0) + (tally.statuses[201] ?? 0)).toBeGreaterThan(tally.requests / 10);
}, 240_000);
