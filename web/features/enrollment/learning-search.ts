// What the address of My learning says: which status, which page.
import type { LearningFilter } from './enrollment.queries.ts';

// Written out: the contract's module would bring its schemas into the page. The type holds the two equal.
const statuses = ['active', 'completed', 'ended'] as const satisfies LearningFilter['status'][];

export function readLearningSearch(search: string): LearningFilter {
  const given = new URLSearchParams(search);
  const status = statuses.find((one) => one === given.get('status'));
  const page = Math.max(1, Math.trunc(Number(given.get('page'))) || 1);
  return status ? { status, page } : { page };
}

export function learningHref({ status, page }: LearningFilter): string {
  const search = new URLSearchParams({
    ...(status ? { status } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return search.size > 0 ? `/learning?${search}` : '/learning';
}
