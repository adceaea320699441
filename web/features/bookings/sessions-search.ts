// What the address of the list of sessions says. Pure; what makes no sense is left out.
export const sessionViews = ['all', 'bookable', 'mine', 'teaching'] as const;
export type SessionsView = (typeof sessionViews)[number];
export type SessionsSearch = { view: SessionsView; search?: string; course_id?: string; free?: true };

const isId = (text: string | null): text is string =>
  text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

export function readSessionsSearch(search: string): SessionsSearch {
  const given = new URLSearchParams(search);
  const course = given.get('course_id');
  return {
    view: sessionViews.find((one) => one === given.get('view')) ?? 'all',
    search: given.get('search')?.trim().slice(0, 200) || undefined,
    course_id: isId(course) ? course : undefined,
    free: given.get('free') === 'true' || undefined,
  };
}

export function sessionsHref({ view, search, course_id, free }: Partial<SessionsSearch>): string {
  const query = new URLSearchParams();
  if (view && view !== 'all') query.set('view', view);
  if (search) query.set('search', search);
  if (course_id) query.set('course_id', course_id);
  if (free) query.set('free', 'true');
  return query.size > 0 ? `/sessions?${query}` : '/sessions';
}
