/** What is measured: each scenario makes its nth request. Writes never repeat one, so that each really writes. */
import {
  choiceId,
  courseCount,
  courseId,
  coursesOf,
  lessonId,
  questionId,
  quizId,
  roomId,
  sessionId,
  userId,
} from './dataset.ts';

export type BenchRequest = {
  /** Number of the person who sends it. */
  user: number;
  method: 'GET' | 'POST' | 'PUT';
  /** In a chain, `{id}` stands for the id in the first answer. */
  url: string;
  body?: object;
};

export type Scenario = {
  name: string;
  /** `feature.endpoint` in the contract, for recording its SQL. */
  endpoint: string;
  writes: boolean;
  /** Answered from a cache: from ours, and from the opponent's where it has Redis. */
  warm?: true;
  /** @param n  the number of the request; @param users how many people take part */
  request(n: number, users: number): BenchRequest;
};

/** Several requests that are measured as one. */
export type Chain = {
  name: string;
  /** `feature.endpoint` of each request. */
  endpoints: string[];
  /** How many connections at once, in turn. */
  connections: number[];
  /** How many are recorded for the replay through the driver. */
  recorded: number;
  /** One call takes so long that seconds say more than a rate. */
  slow: boolean;
  requests(n: number, users: number): BenchRequest[];
};

/** People 51 and up are learners; 1-50 are trainers, whose lists are never cached. */
export const firstLearner = 51;
const learner = (n: number, users: number): number => firstLearner + (n % users);

/** A midnight, so that the same question is asked all day. */
const daysFromNow = (days: number): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;

export const scenarios: Scenario[] = [
  {
    name: 'catalog page (cached)',
    endpoint: 'catalog.listCourses',
    writes: false,
    warm: true,
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
    warm: true,
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
    name: 'wall',
    endpoint: 'achievements.getWall',
    writes: false,
    request: (n, users) => ({ user: learner(n, users), method: 'GET', url: '/api/achievements/' }),
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
    // Person 1 leads 5,000 people; each is asked for 100 skills, so every page adds up half a million levels.
    name: 'heat table, 5,000 people x 100 skills',
    endpoint: 'gaps.getHeat',
    writes: false,
    request: (n) => ({ user: 1, method: 'GET', url: `/api/gaps/heat/?rows=people&page=${1 + (n % 250)}` }),
  },
  {
    name: 'heat table by department, 5,000 people',
    endpoint: 'gaps.getHeat',
    writes: false,
    request: (n) => ({ user: 1, method: 'GET', url: `/api/gaps/heat/?rows=departments&page=${1 + (n % 2)}` }),
  },
  {
    name: 'my team, 5,000 people',
    endpoint: 'gaps.listTeam',
    writes: false,
    request: (n) => ({ user: 1, method: 'GET', url: `/api/team/?page=${1 + (n % 250)}` }),
  },
  {
    // People 51 to 70 have 500 entries in the six weeks that a month shows.
    name: 'calendar month, 500 entries',
    endpoint: 'calendar.listEntries',
    writes: false,
    request: (n) => ({
      user: firstLearner + (n % 20),
      method: 'GET',
      url: `/api/calendar/events/?from=${daysFromNow(-1)}&to=${daysFromNow(41)}`,
    }),
  },
  {
    name: 'session list of 10,000, with its count',
    endpoint: 'calendar.listTrainingSessions',
    writes: false,
    request: (n, users) => ({
      user: learner(n, users),
      method: 'GET',
      url: `/api/calendar/sessions/?from=${daysFromNow(-400)}&page=${1 + (n % 500)}`,
    }),
  },
  {
    name: 'session list of 10,000, by keyset',
    endpoint: 'calendar.listTrainingSessions',
    writes: false,
    request: (n, users) => ({
      user: learner(n, users),
      method: 'GET',
      url: `/api/calendar/sessions/?from=${daysFromNow(-400 + (n % 300))}&cursor=`,
    }),
  },
  {
    name: 'clashes while typing, 10,000 sessions',
    endpoint: 'calendar.findClashes',
    writes: false,
    request: (n) => {
      const trainer = 1 + (n % 50);
      const day = daysFromNow(1 + (n % 200)).slice(0, 10);
      return {
        user: trainer,
        method: 'POST',
        url: '/api/calendar/clashes/',
        body: {
          time_zone: 'Europe/Copenhagen',
          days: [{ starts_local: `${day}T10:00`, ends_local: `${day}T12:00` }],
          room_id: roomId(1 + (n % 50)),
          trainer_ids: [userId(trainer)],
        },
      };
    },
  },
  {
    name: 'book a seat',
    endpoint: 'calendar.book',
    writes: true,
    request: (n, users) => {
      const user = learner(n, users);
      return {
        user,
        method: 'POST',
        url: `/api/calendar/sessions/${sessionId(freeSession(user, Math.floor(n / users)))}/bookings/`,
        body: {},
      };
    },
  },
  {
    name: 'submit a quiz',
    endpoint: 'assessment.createSubmission',
    writes: true,
    request: (n, users) => submission(n, users),
  },
];

export const chains: Chain[] = [
  {
    name: 'quiz in four calls',
    endpoints: [
      'assessment.startAttempt',
      'assessment.saveAnswer',
      'assessment.saveAnswers',
      'assessment.submitAttempt',
    ],
    connections: [1, 16, 64],
    recorded: 1500,
    slow: false,
    requests: (n, users) => attempt(n, users),
  },
  {
    name: 'bulk enroll 1,000',
    endpoints: ['enrollment.enrollMany'],
    connections: [1],
    recorded: 5,
    slow: true,
    requests: (n) => {
      const course = bulkCourse(n);
      return [
        {
          // The course's instructor.
          user: 1 + (course % 50),
          method: 'POST',
          url: `/api/courses/${courseId(course)}/enrollments/`,
          body: { emails: bulkPeople(course).map((person) => `user${person}@example.com`) },
        },
      ];
    },
  },
];

/** The course that the nth list is enrolled in. */
export const bulkCourse = (n: number): number => 1 + (n % courseCount);

/** A thousand people who do not take this course: all from the first to the last who do not. None sends requests. */
export function bulkPeople(course: number): number[] {
  const people: number[] = [];
  for (let person = 2001; people.length < 1000; person++)
    if (!coursesOf(person).includes(course)) people.push(person);
  return people;
}

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

/** Who answers which quiz, and how: three of four questions right or more. */
function quizOf(n: number, users: number) {
  const user = learner(n, users);
  const course = coursesOf(user)[Math.floor(n / users) % 20]!;
  const answers = Array.from({ length: 10 }, (_, q) => ({
    question_id: questionId(course * 10 + q),
    choice_id: choiceId((course * 10 + q) * 4 + ((n + q) % 4 === 0 ? 1 : 2)),
  }));
  return { user, quiz: quizId(course), answers };
}

function submission(n: number, users: number): BenchRequest {
  const { user, quiz, answers } = quizOf(n, users);
  return { user, method: 'POST', url: '/api/quiz-submissions/', body: { quiz_id: quiz, answers } };
}

/** Start, one answer, the other nine at once, hand in: the same answers as the submission in one call. */
function attempt(n: number, users: number): BenchRequest[] {
  const { user, quiz, answers } = quizOf(n, users);
  const [first, ...others] = answers.map(({ question_id, choice_id }) => ({
    question_id,
    saved: { answer: { choice_id }, sequence: 1 },
  }));
  return [
    { user, method: 'POST', url: `/api/quizzes/${quiz}/attempts/` },
    { user, method: 'PUT', url: `/api/attempts/{id}/answers/${first!.question_id}/`, body: first!.saved },
    {
      user,
      method: 'PUT',
      url: '/api/attempts/{id}/answers/',
      body: { answers: others.map(({ question_id, saved }) => ({ question_id, ...saved })) },
    },
    { user, method: 'POST', url: '/api/attempts/{id}/submit/' },
  ];
}

/** The nth session, of those without a course more than six weeks ahead, that a person has not booked in the data set. */
function freeSession(user: number, nth: number): number {
  const booked = new Set([0, 1, 2, 3, 4].map((k) => 1 + ((user * 31 + k * 997) % 10_000)));
  const open = (turn: number): number => 5301 + 2 * ((user * 37 + turn * 101) % 2340);
  let turn = nth;
  for (let passed = 0; passed <= turn; passed++) if (booked.has(open(passed))) turn++;
  return open(turn);
}
