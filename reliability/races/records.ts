/** One of every kind of record that is edited with If-Match: how it is made, where it is, and what an editor writes into it. */
import { achievementIcons, achievementPalettes } from '#contract/achievements.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { must } from '../http.ts';
import { newCourse, newQuiz } from '../school.ts';
import type { Stage } from './stage.ts';

export type Edited = {
  name: string;
  path: string;
  token: string;
  /** The field that two editors fight for. */
  field: string;
  /** What the editor of this number writes. */
  value(n: number): unknown;
  /** Where there is no address to read one of them: the row. */
  read?: () => Promise<Record<string, unknown>>;
};

const text = (n: number) => `Edited ${n}`;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export async function everyRecord(stage: Stage): Promise<Edited[]> {
  const base = stage.base(0);
  const token = stage.admin;
  const make = async (path: string, body: object): Promise<string> =>
    String((await must(`${base}${path}`, { method: 'POST', token, body }))['id']);
  const course = await newCourse(base, token, 'Contested', 1);
  const quiz = await newQuiz(base, token, course.id, { questions: 1 });
  const rule = {
    name: 'Contested',
    icon: achievementIcons[0],
    palette: achievementPalettes[0],
    rule: { kind: 'courses_completed', count: 500 },
  };
  const session = {
    title: 'Contested',
    time_zone: 'Europe/Copenhagen',
    days: [{ starts_local: `${inDays(30)}T09:00`, ends_local: `${inDays(30)}T11:00` }],
    online_url: 'https://meet.example.test/contested',
    seats: 10,
    trainer_ids: [],
  };
  const event = {
    title: 'Contested',
    time_zone: 'Europe/Copenhagen',
    starts_local: `${inDays(31)}T09:00`,
    ends_local: `${inDays(31)}T11:00`,
    all_day: false,
  };
  const room = { name: 'Contested', capacity: 10, time_zone: 'Europe/Copenhagen' };
  const department_id = newId();
  await stage.db.run(sql`insert into departments (id, name) values (${department_id}, 'Contested')`);
  const someDay = { name: 'Contested', starts_on: inDays(40), ends_on: inDays(40) };
  const holiday = await make('/api/calendar/holidays/', someDay);
  const [first] = stage.people;
  const at = (name: string, path: string, field: string, value = text as Edited['value']): Edited => ({
    name,
    path,
    token,
    field,
    value,
  });
  return [
    at('course', `/api/courses/${course.id}/`, 'description'),
    at('lesson', `/api/lessons/${course.lessons[0]}/`, 'title'),
    at('quiz', `/api/quizzes/${quiz.quiz_id}/`, 'title'),
    at('account', `/api/users/${first!.id}/`, 'display_name'),
    { ...at('own account', '/api/users/me/', 'display_name'), token: stage.people[1]!.token },
    { ...at('own profile', '/api/users/profile/', 'bio'), token: stage.people[2]!.token },
    at('skill', `/api/skills/${await make('/api/skills/', { name: 'Contested' })}/`, 'name'),
    at(
      'role profile',
      `/api/role-profiles/${await make('/api/role-profiles/', { name: 'Contested', department_id })}/`,
      'name',
    ),
    at('achievement rule', `/api/achievement-rules/${await make('/api/achievement-rules/', rule)}/`, 'name'),
    at(
      'certificate template',
      `/api/certificate-templates/${await make('/api/certificate-templates/', { name: 'Contested' })}/`,
      'name',
    ),
    at('room', `/api/calendar/rooms/${await make('/api/calendar/rooms/', room)}/`, 'name'),
    {
      ...at('holiday', `/api/calendar/holidays/${holiday}/`, 'name'),
      read: () => stage.db.one(sql`select name, record_version from holidays where id = ${holiday}`),
    },
    at('session', `/api/calendar/sessions/${await make('/api/calendar/sessions/', session)}/`, 'title'),
    at('own event', `/api/calendar/events/${await make('/api/calendar/events/', event)}/`, 'title'),
  ];
}
