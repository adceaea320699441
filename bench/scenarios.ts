/** What is measured: each scenario makes its nth request. Writes never repeat one, so that each really writes. */
import { choiceId, courseCount, courseId, coursesOf, lessonId, questionId, quizId } from './dataset.ts';

export type BenchRequest = {
  /** Number of the person who sends it. */
  user: number;
  method: 'GET' | 'POST';
  url: string;
  body?: object;
};

export type Scenario = {
  name: string;
  /** `feature.endpoint` in the contract, for recording its SQL. */
  endpoint: string;
  writes: boolean;
  /** @param n  the number of the request; @param users how many people take part */
  request(n: number, users: number): BenchRequest;
};

/** People 51 and up are learners; 1-50 are trainers, whose lists are never cached. */
export const firstLearner = 51;
const learner = (n: number, users: number): number => firstLearner + (n % users);

export const scenarios: Scenario[] = [
  {
    name: 'catalog page (cached)',
    endpoint: 'catalog.listCourses',
    writes: false,
    request: (n, users) => ({
      user: learner(n, users),
      method: 'GET',
      url: `/api/courses/?page=${1 + (n % 50)}`,
    }),
  },
  {
    name: 'catalog page (uncached)',
    endpoint: 'catalog.listCourses',
    writes: false,
    request: (n) => ({ user: 1 + (n % 50), method: 'GET', url: `/api/courses/?page=${1 + (n % 50)}` }),
  },
  {
    name: 'course outline',
    endpoint: 'catalog.getOutline',
    writes: false,
    request: (n, users) => {
      const user = learner(n, users);
      return { user, method: 'GET', url: `/api/courses/${courseId(coursesOf(user)[n % 20]!)}/outline/` };
    },
  },
  {
    name: 'dashboard',
    endpoint: 'enrollment.getDashboard',
    writes: false,
    request: (n, users) => ({ user: learner(n, users), method: 'GET', url: '/api/dashboard/' }),
  },
  {
    name: 'notifications',
    endpoint: 'notifications.listNotifications',
    writes: false,
    request: (n, users) => ({ user: learner(n, users), method: 'GET', url: '/api/notifications/?cursor=' }),
  },
  {
    name: 'enroll',
    endpoint: 'enrollment.enrollInCourse',
    writes: true,
    request: (n, users) => {
      const user = learner(n, users);
      return {
        user,
        method: 'POST',
        url: `/api/courses/${courseId(freeCourse(user, Math.floor(n / users)))}/enroll/`,
        body: {},
      };
    },
  },
  {
    name: 'complete a lesson',
    endpoint: 'enrollment.recordProgress',
    writes: true,
    request: (n, users) => completion(n, users),
  },
  {
    name: 'submit a quiz',
    endpoint: 'assessment.createSubmission',
    writes: true,
    request: (n, users) => submission(n, users),
  },
];

/** The nth course that this person does not take yet. */
function freeCourse(user: number, round: number): number {
  const taken = new Set(coursesOf(user));
  let course = 1 + ((user * 13) % courseCount);
  for (let skipped = 0; ; course = (course % courseCount) + 1) {
    if (!taken.has(course) && skipped++ === round) return course;
  }
}

/** Modules 2-5 are untouched: 20 courses x 19 open lessons for each person. */
function completion(n: number, users: number): BenchRequest {
  const user = learner(n, users);
  const round = Math.floor(n / users);
  const course = coursesOf(user)[round % 20]!;
  const place = Math.floor(round / 20) % 19;
  const lesson = lessonId(course * 100 + (2 + Math.floor(place / 5)) * 10 + (1 + (place % 5)));
  return { user, method: 'POST', url: '/api/progress/', body: { lesson_id: lesson, completed: true } };
}

function submission(n: number, users: number): BenchRequest {
  const user = learner(n, users);
  const course = coursesOf(user)[Math.floor(n / users) % 20]!;
  const answers = Array.from({ length: 10 }, (_, q) => ({
    question_id: questionId(course * 10 + q),
    choice_id: choiceId((course * 10 + q) * 4 + ((n + q) % 4 === 0 ? 1 : 2)),
  }));
  return { user, method: 'POST', url: '/api/quiz-submissions/', body: { quiz_id: quizId(course), answers } };
}
