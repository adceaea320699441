/** A small organization with one of everything that has an owner, and everyone who might try to reach it (S1, S2, S3). */
import {
  aQuiz,
  enroll,
  startAttempt,
  submitAttempt,
} from '#server/features/assessment/assessment.builders.ts';
import { aBooking, aRoom, aSession } from '#server/features/calendar/calendar.builders.ts';
import { aPublishedCourse, completed } from '#server/features/enrollment/enrollment.builders.ts';
import { issueAccessToken } from '#server/features/identity/index.ts';
import { leads } from '#server/features/reporting/reporting.builders.ts';
import { aSkill, rate, succeed } from '#server/features/skills/skills.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import type { Client, Product } from '#server/testing/product.ts';

export const callerNames = [
  'anonymous',
  'expired',
  'disabled',
  'unenrolled',
  'other-learner',
  'learner',
  'other-manager',
  'manager',
  'other-trainer',
  'trainer',
  'admin',
] as const;
export type CallerName = (typeof callerNames)[number];

/** Values of the parameters of an address. */
export type Target = Record<string, string>;
export type World = {
  tokens: Record<CallerName, string>;
  learner: Client;
  admin: Client;
  targets: Record<string, Record<string, Target>>;
};

export async function aWorld(product: Product): Promise<World> {
  const [learner, otherLearner, unenrolled, manager, otherManager, trainer, otherTrainer, admin] =
    (await Promise.all(
      (['learner', 'learner', 'learner', 'manager', 'manager', 'trainer', 'trainer', 'admin'] as const).map(
        (role) => product.signIn(role),
      ),
    )) as [Client, Client, Client, Client, Client, Client, Client, Client];
  await leads(admin, manager, learner);
  await leads(admin, otherManager, unenrolled);
  const expired = await issueAccessToken(
    { ...product.ctx(), now: new Date(Date.now() - 3 * 3_600_000) },
    admin.user_id,
  );
  const disabled = await product.signIn('admin');
  await succeed(admin.patch(`/api/users/${disabled.user_id}/`, { is_active: false }));

  const courses = await coursesOf(product, { trainer, learner, otherLearner, admin });
  const owned = await ownedBy(product, { learner, trainer, admin }, courses.quiz.course_id);
  const targets = { ...courses.targets, ...owned };
  return {
    learner,
    admin,
    targets,
    tokens: {
      anonymous: '',
      expired,
      disabled: disabled.token,
      unenrolled: unenrolled.token,
      'other-learner': otherLearner.token,
      learner: learner.token,
      'other-manager': otherManager.token,
      manager: manager.token,
      'other-trainer': otherTrainer.token,
      trainer: trainer.token,
      admin: admin.token,
    },
  };
}

async function coursesOf(
  product: Product,
  people: { trainer: Client; learner: Client; otherLearner: Client; admin: Client },
) {
  const { trainer, learner, otherLearner } = people;
  const quiz = await aQuiz(trainer, { articles: 1 });
  const draft = await aQuiz(trainer, { articles: 1, published: false });
  const deleted = await aQuiz(trainer, { articles: 1, published: false });
  await succeed(trainer.delete(`/api/courses/${deleted.course_id}/`));
  const enrollment = await enroll(learner, quiz.course_id);
  await enroll(otherLearner, quiz.course_id);
  const handedIn = await succeed(startAttempt(learner, quiz));
  await succeed(submitAttempt(learner, handedIn.id));
  const attempt = await succeed(startAttempt(learner, quiz));
  const simple = await aPublishedCourse(trainer, { lessons: 1 });
  await succeed(learner.post(`/api/courses/${simple.id}/enroll/`));
  await completed(learner, simple.lesson_ids);
  await product.settle();
  const moduleOf = async (courseId: string) =>
    (await succeed(trainer.get(`/api/courses/${courseId}/modules/`))).results?.[0]?.id ?? newId();
  const [question] = quiz.questions;
  const [draftQuestion] = draft.questions;
  const targets: World['targets'] = {
    '/api/courses/:id': {
      published: { id: quiz.course_id },
      draft: { id: draft.course_id },
      deleted: { id: deleted.course_id },
    },
    '/api/courses/:id/modules/:module_id': {
      published: { id: quiz.course_id, module_id: await moduleOf(quiz.course_id) },
      draft: { id: draft.course_id, module_id: await moduleOf(draft.course_id) },
    },
    '/api/lessons/:id': {
      published: { id: quiz.lesson_id },
      draft: { id: draft.lesson_id },
      deleted: { id: deleted.lesson_id },
    },
    '/api/quizzes/:id': { published: { id: quiz.id }, draft: { id: draft.id }, deleted: { id: deleted.id } },
    '/api/questions/:id': { published: { id: question!.id }, draft: { id: draftQuestion!.id } },
    '/api/choices/:id': {
      published: { id: question!.choices[0]!.id },
      draft: { id: draftQuestion!.choices[0]!.id },
    },
    '/api/attempts/:id': { own: { id: attempt.id } },
    '/api/attempts/:id/answers/:question_id': { own: { id: attempt.id, question_id: question!.id } },
    '/api/quiz-submissions/:id': { own: { id: handedIn.id } },
    '/api/enrollments/:id': { own: { id: enrollment } },
  };
  return { quiz, targets };
}

async function ownedBy(
  product: Product,
  { learner, trainer, admin }: { learner: Client; trainer: Client; admin: Client },
  courseId: string,
): Promise<World['targets']> {
  const db = product.runtime.db;
  const skill = await aSkill(admin);
  await succeed(
    rate(trainer, learner, skill.id, 2).then((answer) =>
      answer.status < 300 ? answer : rate(admin, learner, skill.id, 2),
    ),
  );
  const room = await aRoom(db);
  const session = await aSession(db, {
    course_id: courseId,
    trainer_ids: [trainer.user_id],
    created_by: trainer.user_id,
  });
  const booking = await aBooking(db, session.id, learner.user_id);
  const event = await succeed(
    learner.post('/api/calendar/events/', {
      title: 'Dentist',
      time_zone: 'Europe/Copenhagen',
      starts_local: '2031-05-06T09:00',
      ends_local: '2031-05-06T10:00',
    }),
  );
  const feed = await succeed(learner.post('/api/calendar/feeds/', { name: 'Phone', contents: ['sessions'] }));
  const file = await aFile(product, learner);
  const first = async (client: Client, list: string) =>
    ((await client.get(list)).body.results?.[0]?.id as string | undefined) ?? newId();
  const evidence = await db.maybe<{ id: string }>(
    sql`select id from skill_evidence where user_id = ${learner.user_id} limit 1`,
  );
  const loginSession = await first(learner, '/api/auth/sessions/');
  const person = { own: { id: learner.user_id } };
  return {
    '/api/users/:id': person,
    '/api/users/:id/skills/:skill_id': { own: { id: learner.user_id, skill_id: skill.id } },
    '/api/team/:id': person,
    '/api/auth/sessions/:id': { own: { id: loginSession } },
    '/api/files/:id': { own: { id: file } },
    '/api/certificates/:id': { own: { id: await first(learner, '/api/certificates/') } },
    '/api/notifications/:id': { own: { id: await first(learner, '/api/notifications/') } },
    '/api/skill-evidence/:id': { own: { id: evidence?.id ?? newId() } },
    '/api/calendar/sessions/:id': { planned: { id: session.id } },
    '/api/calendar/session-days/:id': { planned: { id: session.days[0]!.id } },
    '/api/calendar/bookings/:id': { own: { id: booking.id } },
    '/api/calendar/events/:id': { own: { id: event.id } },
    '/api/calendar/feeds/:id': { own: { id: feed.id } },
    '/api/calendar/rooms/:id': { shared: { id: room.id } },
    '/api/skills/:id': { shared: { id: skill.id } },
  };
}

async function aFile(_product: Product, owner: Client): Promise<string> {
  const { default: sharp } = await import('sharp');
  const bytes = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#123456' } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('purpose', 'proof');
  form.append('file', new File([new Uint8Array(bytes)], 'proof.png'));
  return (await succeed(owner.post('/api/files/', form))).id as string;
}
