/** Each list of values in the contract is the one its check constraint holds. */
import { beforeAll, expect, test } from 'vitest';
import { feedbackModes, questionKinds, submitters } from '#contract/assessment.ts';
import { sql } from '#server/platform/db/sql.ts';
import { type Product, startProduct } from '#server/testing/product.ts';

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});

test.each([
  ['questions_kind_check', questionKinds],
  ['quizzes_feedback_mode_check', feedbackModes],
  ['attempts_submitted_by_check', submitters],
])('%s', async (constraint, values) => {
  const { definition } = await product.runtime.db.one<{ definition: string }>(
    sql`select pg_get_constraintdef(oid) as definition from pg_constraint where conname = ${constraint}`,
  );
  expect([...definition.matchAll(/'([a-z_]+)'::text/g)].map((match) => match[1]).toSorted()).toEqual(
    [...values].toSorted(),
  );
});
