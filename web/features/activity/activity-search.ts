// What the addresses of feed, history and attention say. Pure; what makes no sense is left out.
import { activityAreas, attentionKinds } from '#contract/activity.ts';

export type FeedSearch = { area?: (typeof activityAreas)[number] };
export type HistorySearch = {
  record_type?: string;
  record_id?: string;
  action?: 'created' | 'changed' | 'deleted';
};
export type AttentionSearch = { kind?: (typeof attentionKinds)[number]; search?: string; page: number };

/** Kinds of records whose history people ask for, in the order of the filter. */
export const recordTypes = [
  'courses',
  'lessons',
  'course_modules',
  'quizzes',
  'questions',
  'choices',
  'course_trainers',
  'course_skills',
  'course_required_skills',
  'enrollments',
  'certificates',
  'certificate_templates',
  'users',
  'user_profiles',
  'role_assignments',
  'reporting_lines',
  'acting_managers',
  'skills',
  'role_profiles',
  'achievements',
  'categories',
  'departments',
  'positions',
] as const;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const actions = ['created', 'changed', 'deleted'] as const;

export function readFeedSearch(search: string): FeedSearch {
  const given = new URLSearchParams(search);
  return { area: activityAreas.find((area) => area === given.get('area')) };
}

export function readHistorySearch(search: string): HistorySearch {
  const given = new URLSearchParams(search);
  const id = given.get('record_id') ?? '';
  return {
    record_type: recordTypes.find((type) => type === given.get('record_type')),
    record_id: uuid.test(id) ? id : undefined,
    action: actions.find((action) => action === given.get('action')),
  };
}

export function readAttentionSearch(search: string): AttentionSearch {
  const given = new URLSearchParams(search);
  const page = Number(given.get('page'));
  return {
    kind: attentionKinds.find((kind) => kind === given.get('kind')),
    search: given.get('search')?.trim().slice(0, 200) || undefined,
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}

/** An address with these values; what is empty or as usual is left out. */
export function hrefWith(path: string, values: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== '' && !(name === 'page' && value === 1))
      query.set(name, String(value));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** Where the history of one record is. */
export const historyHref = (recordType: string, recordId: string): string =>
  hrefWith('/admin/history', { record_type: recordType, record_id: recordId });
