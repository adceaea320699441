/**
 * The promise of the cache, as one generic test: whatever the API (or a job, a function, a hand on the database) changes, every
 * cached answer in every process is afterwards the one that the database would give.
 *
 * Nothing here says which write concerns which read. Before a write all reads are made in two processes, so that all are kept;
 * after it they are made again and compared with what the same processes answer once they have forgotten everything.
 */
import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { aPublishedCourse } from '#server/features/enrollment/enrollment.builders.ts';
import type { Runtime } from '#server/main/runtime.ts';
import { refuseUnknown } from '#server/platform/http/web.ts';
import { newId } from '#server/platform/ids.ts';
import type { Client, Product } from './product.ts';

type Who = 'anonymous' | 'learner' | 'manager' | 'admin';
type Read = { who: Who; url: string };
type Scene = Awaited<ReturnType<typeof setScene>>;
type Write = { what: string; run: (scene: Scene) => Promise<unknown> };

/** A second process of the same installation: the whole product loaded once more, with a memory of its own. */
async function anotherProcess(product: Product): Promise<{ runtime: Runtime; url: string }> {
  vi.resetModules();
  const { createRuntime } = (await import(
    '#server/main/runtime.ts'
  )) as typeof import('#server/main/runtime.ts');
  const runtime = await createRuntime({
    config: { ...product.runtime.services.config, WORKER: false },
    connection_string: product.connection_string,
    strict_responses: true,
  });
  refuseUnknown(runtime.app);
  return { runtime, url: await runtime.app.listen({ port: 0, host: '127.0.0.1' }) };
}

async function setScene(product: Product) {
  const [trainer, learner, manager, admin] = await Promise.all(
    (['trainer', 'learner', 'manager', 'admin'] as const).map((role) => product.signIn(role)),
  );
  const course = await aPublishedCourse(trainer!, { lessons: 3, course: { category: 'Safety' } });
  const second = await aPublishedCourse(trainer!, { lessons: 1 });
  const { body: enrollment } = await learner!.post(`/api/courses/${course.id}/enroll/`);
  for (const message of ['One', 'Two', 'Three'])
    await admin!.post('/api/notifications/', { recipient_id: learner!.user_id, message });
  const { body: categories } = await product.anonymous.get('/api/categories/');
  await product.settle();
  return {
    product,
    trainer: trainer!,
    learner: learner!,
    manager: manager!,
    admin: admin!,
    course,
    second,
    enrollment: enrollment as { id: string },
    category: categories.results[0] as { id: string },
    byHand: (text: string, values: unknown[] = []) => byHand(product, text, values),
  };
}

/** Somebody at a prompt of the database, who is no process of the product. */
async function byHand(product: Product, text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: product.connection_string });
  await client.connect();
  await client.query(text, values).finally(() => client.end());
}

const readsOf = ({ course, second, learner }: Scene): Read[] => [
  { who: 'anonymous', url: '/api/courses/' },
  { who: 'anonymous', url: '/api/courses/?search=course&ordering=-updated_at' },
  { who: 'anonymous', url: `/api/courses/${course.id}/` },
  { who: 'anonymous', url: `/api/courses/${second.id}/` },
  { who: 'anonymous', url: `/api/courses/${course.id}/outline/` },
  { who: 'anonymous', url: '/api/categories/' },
  { who: 'learner', url: `/api/courses/${course.id}/` },
  { who: 'learner', url: `/api/courses/${course.id}/outline/` },
  { who: 'learner', url: '/api/users/me/' },
  { who: 'learner', url: '/api/users/profile/' },
  { who: 'learner', url: '/api/enrollments/' },
  { who: 'learner', url: '/api/progress/' },
  { who: 'learner', url: `/api/progress/?course=${course.id}&lesson=${course.lesson_ids[0]}` },
  { who: 'learner', url: '/api/notifications/' },
  { who: 'learner', url: '/api/notifications/?is_read=false' },
  { who: 'learner', url: '/api/notifications/unread/' },
  { who: 'learner', url: '/api/departments/' },
  { who: 'learner', url: '/api/positions/' },
  { who: 'manager', url: `/api/users/${learner.user_id}/` },
  { who: 'admin', url: `/api/users/${learner.user_id}/` },
  { who: 'admin', url: '/api/users/' },
  { who: 'admin', url: '/api/users/?role=learner' },
];

const firstNotice = async ({ learner }: Scene): Promise<string> =>
  (await learner.get('/api/notifications/?ordering=created_at')).body.results[0].id;
const done = async (call: ReturnType<Client['get']>): Promise<void> => {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`The write was refused with ${status}: ${JSON.stringify(body)}`);
};

const writes: Write[] = [
  {
    what: 'a course gets another title',
    run: ({ trainer, course }) =>
      done(trainer.patch(`/api/courses/${course.id}/`, { title: 'Another title' })),
  },
  {
    what: 'a course gets another category',
    run: ({ trainer, course }) => done(trainer.patch(`/api/courses/${course.id}/`, { category: 'Machines' })),
  },
  { what: 'a course is made and published', run: ({ trainer }) => aPublishedCourse(trainer, { lessons: 1 }) },
  {
    what: 'a lesson of a published course is renamed',
    run: ({ trainer, course }) =>
      done(trainer.patch(`/api/lessons/${course.lesson_ids[0]}/`, { title: 'A new name' })),
  },
  {
    what: 'a lesson is added to a published course',
    run: ({ trainer, course }) =>
      done(
        trainer.post('/api/lessons/', { course_id: course.id, title: 'One more', content: '<p>More.</p>' }),
      ),
  },
  {
    what: 'a course is unpublished',
    run: ({ trainer, second }) => done(trainer.patch(`/api/courses/${second.id}/`, { published: false })),
  },
  {
    what: 'a course is published again',
    run: ({ trainer, second }) => done(trainer.patch(`/api/courses/${second.id}/`, { published: true })),
  },
  {
    what: 'a category is renamed',
    run: ({ admin, category }) =>
      done(admin.patch(`/api/categories/${category.id}/`, { name: 'Safety first' })),
  },
  {
    what: 'a category is made',
    run: ({ admin }) => done(admin.post('/api/categories/', { name: 'Empty shelf' })),
  },
  {
    what: 'a category is deleted',
    run: async ({ admin, product }) => {
      const { body } = await product.anonymous.get('/api/categories/?search=empty');
      await done(admin.delete(`/api/categories/${body.results[0].id}/`));
    },
  },
  {
    what: 'somebody enrolls',
    run: ({ learner, second }) => done(learner.post(`/api/courses/${second.id}/enroll/`)),
  },
  {
    what: 'a lesson is opened',
    run: ({ learner, course }) =>
      done(learner.post(`/api/lessons/${course.lesson_ids[1]}/visit/`, { seconds_spent: 1 })),
  },
  {
    what: 'a lesson is completed',
    run: ({ learner, course }) =>
      done(learner.post('/api/progress/', { lesson_id: course.lesson_ids[0], completed: true })),
  },
  {
    what: 'the last lesson of a course is completed',
    run: ({ learner, second }) =>
      done(learner.post('/api/progress/', { lesson_id: second.lesson_ids[0], completed: true })),
  },
  {
    what: 'an enrollment is extended',
    run: ({ manager, enrollment }) =>
      done(manager.patch(`/api/enrollments/${enrollment.id}/`, { due_at: '2030-01-01T10:00:00.000Z' })),
  },
  {
    what: 'a learner is reminded',
    run: ({ manager, enrollment }) => done(manager.post(`/api/enrollments/${enrollment.id}/remind/`)),
  },
  {
    what: 'somebody is written to',
    run: ({ admin, learner }) =>
      done(admin.post('/api/notifications/', { recipient_id: learner.user_id, message: 'Hello' })),
  },
  {
    what: 'a notification is read',
    run: async (scene) =>
      done(scene.learner.patch(`/api/notifications/${await firstNotice(scene)}/`, { is_read: true })),
  },
  {
    what: 'a notification is removed',
    run: async (scene) => done(scene.learner.delete(`/api/notifications/${await firstNotice(scene)}/`)),
  },
  {
    what: 'all notifications are read',
    run: ({ learner }) => done(learner.post('/api/notifications/read-all/')),
  },
  {
    what: 'somebody changes their own name',
    run: ({ learner }) => done(learner.patch('/api/users/me/', { display_name: 'New Name' })),
  },
  {
    what: 'somebody changes their profile',
    run: ({ learner }) =>
      done(learner.patch('/api/users/profile/', { bio: 'About me', department: 'Harbour' })),
  },
  {
    what: 'a trainer changes their name',
    run: ({ trainer }) => done(trainer.patch('/api/users/me/', { display_name: 'Known Trainer' })),
  },
  {
    what: 'an administrator changes somebody',
    run: ({ admin, learner }) =>
      done(
        admin.patch(`/api/users/${learner.user_id}/`, { display_name: 'Named by admin', position: 'Driver' }),
      ),
  },
  {
    what: 'somebody gets another role',
    run: ({ admin, learner }) =>
      done(admin.patch(`/api/users/${learner.user_id}/`, { roles: ['learner', 'manager'] })),
  },
  {
    what: 'and the first one back',
    run: ({ admin, learner }) => done(admin.patch(`/api/users/${learner.user_id}/`, { roles: ['learner'] })),
  },
  {
    what: 'an account is made',
    run: ({ admin }) =>
      done(admin.post('/api/users/', { email: `made-${newId()}@example.test`, password: 'Lyceum-demo-1' })),
  },
  {
    what: 'an account is deleted',
    run: async ({ admin }) => {
      const { body } = await admin.get('/api/users/?search=made-');
      await done(admin.delete(`/api/users/${body.results[0].id}/`));
    },
  },
  {
    what: 'somebody signs in with a wrong password',
    run: async ({ product, admin, learner }) =>
      product.anonymous.post('/api/auth/login/', {
        email: (await admin.get(`/api/users/${learner.user_id}/`)).body.email,
        password: 'not this one',
      }),
  },
  {
    what: 'a learner leaves a course',
    run: async ({ learner, enrollment }) => done(learner.delete(`/api/enrollments/${enrollment.id}/`)),
  },
  {
    what: 'a function of the database records progress',
    run: async ({ byHand, learner, second }) =>
      byHand(
        `select record_lesson_progress(e.id, $2, now(), null, 7, null, null, 1, null, null, null) from enrollments e where e.student_id = $1 and e.course_id = $3`,
        [learner.user_id, second.lesson_ids[0], second.id],
      ),
  },
  {
    what: 'somebody changes an account by hand',
    run: ({ byHand, learner }) =>
      byHand(`update user_profiles set display_name = 'By hand' where user_id = $1`, [learner.user_id]),
  },
  {
    what: 'somebody renames a department by hand',
    run: ({ byHand }) => byHand(`update departments set name = name || ' and port'`),
  },
  {
    what: 'hundreds of rows are changed at once by hand',
    run: ({ byHand, learner }) =>
      byHand(
        `insert into notifications (id, recipient_id, kind, message, params, created_at) select new_uuid_v7(now()), $1, 'message', 'Number ' || n, '{}', now() from generate_series(1, 500) n`,
        [learner.user_id],
      ),
  },
  {
    what: 'a course is archived',
    run: ({ trainer, course }) => done(trainer.patch(`/api/courses/${course.id}/`, { status: 'archived' })),
  },
  {
    what: 'a course is deleted',
    run: ({ trainer, second }) => done(trainer.delete(`/api/courses/${second.id}/`)),
  },
];

type Process = { runtime: Runtime; url: string };

/** Answers without what changes by looking: the minute somebody was last seen. */
async function ask(process: Process, scene: Scene, read: Read): Promise<unknown> {
  const client = read.who === 'anonymous' ? null : scene[read.who];
  const response = await fetch(process.url + read.url, {
    headers: client ? { authorization: `Bearer ${client.token}` } : {},
  });
  const text = (await response.text()).replaceAll(/http:\/\/[^/"]+/g, '');
  const seen = JSON.parse(text, (key, value: unknown) =>
    key === 'last_active' ? undefined : value,
  ) as unknown;
  return { read: `${read.who} ${read.url}`, status: response.status, body: response.ok ? seen : null };
}
const askAll = (process: Process, scene: Scene, reads: Read[]) =>
  Promise.all(reads.map((read) => ask(process, scene, read)));

/** Resolves once `to` has heard everything that `from` has said, and what was said by hand: messages come in order. */
async function heard(from: Process, to: Process): Promise<void> {
  const mark = `mark:${newId()}`;
  const arrived = new Promise<void>((resolve) => {
    to.runtime.services.cache.onChange((change) => {
      if (change === mark) resolve();
    });
  });
  await from.runtime.services.cache.changed([mark]);
  await arrived;
}

export function staysFresh(product: Product): void {
  it(`answers of two processes are fresh after each of ${writes.length} kinds of change`, {
    timeout: 300_000,
  }, async () => {
    const scene = await setScene(product);
    const here: Process = { runtime: product.runtime, url: product.url };
    const there = await anotherProcess(product);
    const reads = readsOf(scene);
    let before = await askAll(here, scene, reads);
    try {
      for (const write of writes) {
        await askAll(there, scene, reads);
        await write.run(scene);
        await product.settle();
        await heard(here, there);
        await heard(there, here);
        const [fresh, alsoFresh] = [await askAll(here, scene, reads), await askAll(there, scene, reads)];
        await here.runtime.services.cache.changed(['*']);
        await heard(here, there);
        const truth = await askAll(here, scene, reads);
        expect(fresh, `${write.what}, here`).toEqual(truth);
        expect(alsoFresh, `${write.what}, there`).toEqual(truth);
        expect(truth, `${write.what} changes something`).not.toEqual(before);
        // Read after everything was forgotten, so all of it is kept again for the next change.
        before = truth;
      }
    } finally {
      await there.runtime.stop();
    }
  });
}
