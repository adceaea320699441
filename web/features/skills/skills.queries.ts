// What the screens of skills read. Keys begin with the contract's group, so that one invalidation reaches all of it.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';

export const skillsKeys = {
  all: ['skills'] as const,
  person: (person_id: string) => ['skills', 'person', person_id] as const,
  course: (course_id: string) => ['skills', 'course', course_id] as const,
};

export const skillsPageSize = 100;

/** What a person can do; the server says whose it is, too. */
export function personSkillsQuery(person_id: string) {
  return queryOptions({
    queryKey: [...skillsKeys.person(person_id), 'list'],
    queryFn: ({ signal }) =>
      api.skills.listUserSkills({ params: { id: person_id }, query: { page_size: skillsPageSize }, signal }),
  });
}

export function personSkillQuery(person_id: string, skill_id: string) {
  return queryOptions({
    queryKey: [...skillsKeys.person(person_id), 'one', skill_id],
    queryFn: ({ signal }) => api.skills.getUserSkill({ params: { id: person_id, skill_id }, signal }),
  });
}

export type FrameworkFilter = { search?: string; retired?: boolean; page?: number };
export const frameworkPageSize = 50;

export function frameworkQuery({ search, retired = false, page = 1 }: FrameworkFilter) {
  return queryOptions({
    queryKey: [...skillsKeys.all, 'framework', { search, retired, page }],
    queryFn: ({ signal }) =>
      api.skills.listSkills({
        query: { search, retired: retired ? 'true' : undefined, page, page_size: frameworkPageSize },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

/** Skills to choose from, as somebody types. */
export function skillChoicesQuery(search: string) {
  return queryOptions({
    queryKey: [...skillsKeys.all, 'choices', search],
    queryFn: ({ signal }) =>
      api.skills.listSkills({
        query: { search: search || undefined, page_size: 20, ordering: 'name' },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

export function skillQuery(skill_id: string) {
  return queryOptions({
    queryKey: [...skillsKeys.all, 'skill', skill_id],
    queryFn: ({ signal }) => api.skills.getSkill({ params: { id: skill_id }, signal }),
  });
}

export const proofsPageSize = 20;

export function proofsQuery({ waiting, page }: { waiting: boolean; page: number }) {
  return queryOptions({
    queryKey: [...skillsKeys.all, 'proofs', { waiting, page }],
    queryFn: ({ signal }) =>
      api.skills.listProofs({
        query: { state: waiting ? 'pending' : undefined, page, page_size: proofsPageSize },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

export function courseSkillsQuery(course_id: string) {
  return queryOptions({
    queryKey: skillsKeys.course(course_id),
    queryFn: ({ signal }) => api.skills.getCourseSkills({ params: { id: course_id }, signal }),
  });
}

/** The title of a course or quiz that criteria name already. */
export function courseTitleQuery(course_id: string) {
  return queryOptions({
    queryKey: ['catalog', 'course', course_id, 'detail'],
    queryFn: ({ signal }) => api.catalog.getCourse({ params: { id: course_id }, signal }),
  });
}
export function quizTitleQuery(quiz_id: string) {
  return queryOptions({
    queryKey: ['assessment', 'quiz', quiz_id],
    queryFn: ({ signal }) => api.assessment.getQuiz({ params: { id: quiz_id }, signal }),
  });
}
