/** What checks write about: people, courses and a quiz, made through the interface. */
import { must } from './http.ts';
import { administrator } from './product.ts';

export type Person = { id: string; email: string; token: string };
export type School = {
  admin: string;
  learners: Person[];
  /** Of lessons that are never all completed: its quiz stays open. */
  course: { id: string; lessons: string[]; quiz_id: string; questions: string[] };
  /** Of one lesson each, to be enrolled in. */
  courses: { id: string; lesson_id: string }[];
};

export const password = 'a learner has a password';

export async function signIn(base: string, email: string, secret: string): Promise<string> {
  const { access } = await must(`${base}/api/auth/token/`, {
    method: 'POST',
    body: { email, password: secret },
  });
  return String(access);
}

export const signInAsAdministrator = (base: string): Promise<string> =>
  signIn(base, administrator.email, administrator.password);

/** At most four at a time: hashing passwords is what takes long. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  width = 4,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = [...items.entries()];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1]);
    }),
  );
  return results;
}

export async function newPerson(base: string, admin: string, name: string): Promise<Person> {
  const email = `${name}@example.test`;
  const made = await must(`${base}/api/users/`, {
    method: 'POST',
    token: admin,
    body: { email, display_name: name, password, roles: ['learner'] },
  });
  return { id: String(made['id']), email, token: await signIn(base, email, password) };
}

export async function newCourse(
  base: string,
  token: string,
  title: string,
  lessons: number,
): Promise<{ id: string; lessons: string[] }> {
  const { id } = await must(`${base}/api/courses/`, {
    method: 'POST',
    token,
    body: { title, description: `All of ${title}` },
  });
  const made: string[] = [];
  for (let n = 1; n <= lessons; n++) {
    const lesson = { course_id: id, title: `Lesson ${n}`, content: '<p>What there is to say.</p>' };
    made.push(String((await must(`${base}/api/lessons/`, { method: 'POST', token, body: lesson }))['id']));
  }
  return { id: String(id), lessons: made };
}

/** A quiz as the last lesson of a course; its questions want one word each. */
export async function newQuiz(
  base: string,
  token: string,
  course_id: string,
  options: { questions: number; time_limit_seconds?: number },
): Promise<{ quiz_id: string; questions: string[] }> {
  const lesson = { course_id, title: 'Check', kind: 'quiz' };
  const { id: lesson_id } = await must(`${base}/api/lessons/`, { method: 'POST', token, body: lesson });
  const { questions: count, ...settings } = options;
  const quiz = await must(`${base}/api/quizzes/`, {
    method: 'POST',
    token,
    body: { lesson_id, title: 'Check', ...settings },
  });
  const questions: string[] = [];
  for (let n = 1; n <= count; n++) {
    const question = { quiz_id: quiz['id'], kind: 'short_text', text: `Say ${n}`, answer: `word ${n}` };
    questions.push(
      String((await must(`${base}/api/questions/`, { method: 'POST', token, body: question }))['id']),
    );
  }
  return { quiz_id: String(quiz['id']), questions };
}

export const publish = (base: string, token: string, course_id: string) =>
  must(`${base}/api/courses/${course_id}/publish/`, { method: 'POST', token, body: {} });

export const enroll = (base: string, token: string, course_id: string) =>
  must(`${base}/api/courses/${course_id}/enroll/`, { method: 'POST', token, body: {} });

export async function prepareSchool(
  base: string,
  size: { learners: number; lessons: number; courses: number },
): Promise<School> {
  const admin = await signInAsAdministrator(base);
  const course = await newCourse(base, admin, 'Under fire', size.lessons);
  const quiz = await newQuiz(base, admin, course.id, { questions: 5 });
  await publish(base, admin, course.id);
  const courses: School['courses'] = [];
  for (let n = 1; n <= size.courses; n++) {
    const { id, lessons } = await newCourse(base, admin, `Course ${n}`, 1);
    await publish(base, admin, id);
    courses.push({ id, lesson_id: lessons[0]! });
  }
  const numbers = Array.from({ length: size.learners }, (_, n) => n + 1);
  const learners = await inTurns(numbers, async (n) => {
    const person = await newPerson(base, admin, `learner${n}`);
    await enroll(base, person.token, course.id);
    return person;
  });
  return { admin, learners, courses, course: { ...course, ...quiz } };
}

/** All pages of a list. */
export async function everything(url: string, token: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (let page = 1; page < 1000; page++) {
    const answer = await must(`${url}${url.includes('?') ? '&' : '?'}page_size=100&page=${page}`, { token });
    rows.push(...(answer['results'] as Record<string, unknown>[]));
    if (answer['next'] === null) return rows;
  }
  throw new Error(`${url} does not end`);
}
