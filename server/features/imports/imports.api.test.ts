/** Imports over HTTP: started, followed, confirmed, reported. */
import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ImportKind, ImportRun } from '#contract/imports.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { services } from '#server/platform/services.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { anExport, aUnit, html, rightAndWrong } from './olx/olx.builders.ts';
import { aZip } from './olx/zip.builders.ts';
import { runImport } from './run.service.ts';

const product = await startProduct();
const trainer = await product.signIn('trainer');
const other = await product.signIn('trainer');
const learner = await product.signIn('learner');
const manager = await product.signIn('manager');
const admin = await product.signIn('admin');

async function uploaded(who: Client, name: string, bytes: Buffer | string): Promise<string> {
  const form = new FormData();
  form.set('purpose', 'import');
  form.set('file', new Blob([new Uint8Array(Buffer.from(bytes))]), name);
  const answer = await who.post('/api/files/', form);
  expect(answer.status).toBe(201);
  return answer.body.id;
}

async function settled(who: Client, id: string): Promise<ImportRun> {
  let run: ImportRun | undefined;
  await expect
    .poll(
      async () => {
        run = (await who.get(`/api/imports/${id}/`)).body;
        return run?.status;
      },
      { timeout: 45_000, interval: 100 },
    )
    .toMatch(/preview|done|failed/);
  return run!;
}

async function imported(
  who: Client,
  kind: ImportKind,
  name: string,
  bytes: Buffer | string,
  target: object = {},
): Promise<ImportRun> {
  const started = await who.post('/api/imports/', {
    kind,
    file_id: await uploaded(who, name, bytes),
    ...target,
  });
  expect([started.status, started.body.status]).toEqual([
    202,
    expect.stringMatching(/queued|running|preview|done/),
  ]);
  return settled(who, started.body.id);
}

async function aQuizOf(who: Client): Promise<{ quiz_id: string; course_id: string }> {
  const course = await who.post('/api/courses/', { title: 'Lifting' });
  const quiz = await who.post('/api/quizzes/', { course_id: course.body.id, title: 'Check' });
  return { quiz_id: quiz.body.id, course_id: course.body.id };
}
const questionsOf = async (who: Client, quizId: string) =>
  (await who.get(`/api/quizzes/${quizId}/`)).body.questions;

const gift = 'First? {=yes ~no}\n\nBroken? {=a\n\nThird. {T}\n';

describe('questions in GIFT', () => {
  it('are shown first, with what is wrong by line, and written when confirmed', async () => {
    const { quiz_id, course_id } = await aQuizOf(trainer);
    const run = await imported(trainer, 'gift', 'questions.txt', gift, { quiz_id });
    expect(run).toMatchObject({
      status: 'preview',
      quiz_id,
      course_id,
      file_name: 'questions.txt',
      can: ['confirm'],
      steps_done: 2,
      steps_total: 2,
      finished_at: null,
    });
    expect(run.report.preview.map((one) => [one.line, one.question.kind])).toEqual([
      [1, 'single_choice'],
      [5, 'true_false'],
    ]);
    expect(run.report.issues).toEqual([
      {
        effect: 'skipped',
        line: 3,
        path: null,
        title: 'Broken?',
        code: 'braces.unbalanced',
        params: {},
        message: 'The answers need one opening and one closing brace',
      },
    ]);
    expect(await questionsOf(trainer, quiz_id)).toEqual([]);

    const confirmed = await trainer.post(`/api/imports/${run.id}/confirm/`);
    expect(confirmed.body).toMatchObject({
      status: 'done',
      can: [],
      report: { counts: { questions: 2, quizzes: 0 }, preview: [] },
    });
    expect((await questionsOf(trainer, quiz_id)).map((one: { text: string }) => one.text)).toEqual([
      'First?',
      'Third.',
    ]);
  });

  it('may be chosen from', async () => {
    const { quiz_id } = await aQuizOf(trainer);
    const run = await imported(trainer, 'gift', 'q.gift', gift, { quiz_id });
    expect((await trainer.post(`/api/imports/${run.id}/confirm/`, { questions: [99] })).status).toBe(400);
    await trainer.post(`/api/imports/${run.id}/confirm/`, { questions: [2] });
    expect((await questionsOf(trainer, quiz_id)).map((one: { text: string }) => one.text)).toEqual([
      'Third.',
    ]);
  });

  it('make a quiz of their own in a course, named after the file', async () => {
    const { course_id } = await aQuizOf(trainer);
    const run = await imported(trainer, 'gift', 'Chapter 1.txt', gift, { course_id });
    const { body } = await trainer.post(`/api/imports/${run.id}/confirm/`);
    expect(body.report.counts).toMatchObject({ quizzes: 1, questions: 2 });
    expect((await trainer.get(`/api/quizzes/${body.quiz_id}/`)).body).toMatchObject({
      title: 'Chapter 1',
      course_id,
      question_count: 2,
    });
  });

  it('are written once, however often and fast they are confirmed', async () => {
    const { quiz_id } = await aQuizOf(trainer);
    const run = await imported(trainer, 'gift', 'q.txt', gift, { quiz_id });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => trainer.post(`/api/imports/${run.id}/confirm/`)),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(await questionsOf(trainer, quiz_id)).toHaveLength(2);
  });

  it('do not overfill a quiz', async () => {
    const { quiz_id } = await aQuizOf(trainer);
    const many = 'Q {T}\n\n'.repeat(400);
    const first = await imported(trainer, 'gift', 'q.txt', many, { quiz_id });
    expect((await trainer.post(`/api/imports/${first.id}/confirm/`)).status).toBe(200);
    const second = await imported(trainer, 'gift', 'q.txt', many, { quiz_id });
    expect((await trainer.post(`/api/imports/${second.id}/confirm/`)).status).toBe(400);
    expect((await trainer.get(`/api/quizzes/${quiz_id}/`)).body.question_count).toBe(400);
  });

  it('that cannot be read at all fail, with the lines', async () => {
    const { quiz_id } = await aQuizOf(trainer);
    const run = await imported(trainer, 'gift', 'q.txt', 'Just text.\n\nEssay {}', { quiz_id });
    expect(run).toMatchObject({
      status: 'failed',
      can: [],
      report: { failure: { code: 'import.unreadable' } },
    });
    expect(run.report.issues.map((issue) => issue.line)).toEqual([1, 3]);
    expect((await trainer.post(`/api/imports/${run.id}/confirm/`)).body.code).toBe('record.conflict');
  });
});

describe('questions in Moodle XML', () => {
  it('come over the same way', async () => {
    const { quiz_id } = await aQuizOf(trainer);
    const xml = `<?xml version="1.0"?>\n<quiz>\n<question type="shortanswer"><name><text>n</text></name><questiontext format="html"><text>&lt;p&gt;Capital?&lt;/p&gt;</text></questiontext><answer fraction="100"><text>Paris</text></answer></question>\n<question type="essay"/></quiz>`;
    const run = await imported(trainer, 'moodle_xml', 'q.xml', xml, { quiz_id });
    expect(run.report.issues).toEqual([
      expect.objectContaining({
        line: 4,
        code: 'kind.unsupported',
        message: 'Things of the kind \u201cessay\u201d cannot be imported',
      }),
    ]);
    await trainer.post(`/api/imports/${run.id}/confirm/`);
    expect(await questionsOf(trainer, quiz_id)).toEqual([
      expect.objectContaining({ kind: 'short_text', text: 'Capital?', answer: 'Paris' }),
    ]);
  });

  it('with entities that read files are not read', async () => {
    const { quiz_id } = await aQuizOf(trainer);
    const run = await imported(
      trainer,
      'moodle_xml',
      'q.xml',
      '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<quiz>&x;</quiz>',
      { quiz_id },
    );
    expect(run.status).toBe('failed');
    expect(JSON.stringify(run)).not.toContain('root:');
    expect(run.report.issues).toEqual([expect.objectContaining({ line: 1, code: 'file.unreadable' })]);
  });
});

describe('a course in OLX', () => {
  it('becomes a draft course of the person, with its pictures, videos and quizzes', async () => {
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#2a6' } })
      .png()
      .toBuffer();
    const bytes = anExport({
      ...aUnit(`<html url_name="a"/>${rightAndWrong('One?')}`),
      ...html(
        'a',
        '<p>Lift <b>well</b>.<script>alert(1)</script></p><p><img src="/static/a b.png" alt="A box" onerror="alert(1)"><img src="/static/gone.png"></p>',
      ),
      'static/a b.png': picture,
    });
    const run = await imported(trainer, 'olx', 'course.zip', bytes);
    expect(run).toMatchObject({
      status: 'done',
      report: {
        course_title: 'Safe lifting',
        counts: { modules: 1, lessons: 2, videos: 0, files: 1, quizzes: 1, questions: 1 },
        failure: null,
      },
    });
    expect(run.steps_done).toBe(run.steps_total);
    expect(run.report.issues.map((issue) => [issue.code, issue.params['name']])).toEqual([
      ['script.left-out', undefined],
      ['file.missing', 'gone.png'],
    ]);

    const course = (await trainer.get(`/api/courses/${run.course_id}/`)).body;
    expect(course).toMatchObject({
      title: 'Safe lifting',
      language: 'de',
      status: 'draft',
      published: false,
      created_by: trainer.user_id,
    });
    const lessons = (await trainer.get(`/api/lessons/?course=${run.course_id}&ordering=order`)).body.results;
    expect(lessons.map((lesson: { kind: string; title: string }) => [lesson.kind, lesson.title])).toEqual([
      ['article', 'Unit one'],
      ['quiz', 'Unit one \u2013 quiz'],
    ]);
    expect(lessons[0].content).toMatch(
      /^<p>Lift <b>well<\/b>\.<\/p><p><img src="\/api\/files\/[0-9a-f-]+\/content\/" alt="A box"><\/p>$/,
    );
    const url = /src="([^"]+)"/.exec(lessons[0].content)?.[1] ?? '';
    expect((await trainer.get(url)).headers.get('content-type')).toBe('image/webp');
    expect((await other.get(url)).status).toBe(404);
    expect(await questionsOf(trainer, lessons[1].quiz_id)).toEqual([
      expect.objectContaining({ text: 'One?' }),
    ]);
    expect((await trainer.patch(`/api/courses/${run.course_id}/`, { published: true })).status).toBe(200);
  });

  it('comes whole or not at all', async () => {
    const courses = async () => (await trainer.get('/api/courses/?teaching=true&page_size=1')).body.count;
    const before = await courses();
    const files = {
      ...aUnit(`<html url_name="a"/>${rightAndWrong('Refused?')}`),
      ...html('a', '<p>Text</p>'),
    };
    // The database refuses the last thing that is written, the question.
    const { db } = product.ctx();
    await db.run(
      sql`alter table questions add constraint questions_refused_check check (text <> 'Refused?') not valid`,
    );
    const run = await imported(trainer, 'olx', 'course.zip', anExport(files));
    await db.run(sql`alter table questions drop constraint questions_refused_check`);
    expect(run).toMatchObject({
      status: 'failed',
      course_id: null,
      report: { failure: { code: 'internal', message: 'Something went wrong on our side' } },
    });
    expect(await courses()).toBe(before);
  });

  it('is made once, also when the job runs twice', async () => {
    const files = { ...aUnit('<html url_name="a"/>'), ...html('a', '<p>Text</p>') };
    const run = await imported(trainer, 'olx', 'course.zip', anExport(files));
    await runImport(product.ctx(), run.id);
    const made = await product
      .ctx()
      .db.rows(
        sql`select id from courses where title = 'Safe lifting' and created_by = ${trainer.user_id} and id = ${run.course_id}`,
      );
    expect(made).toHaveLength(1);
    expect((await settled(trainer, run.id)).course_id).toBe(run.course_id);
  });

  it.each<[string, Buffer, string]>([
    ['climbs out of its folder', aZip([{ name: '../evil.xml', bytes: 'x' }]), 'relative path'],
    ['is cut short', anExport({}).subarray(0, 200), 'archive could not be read'],
    [
      'is packed too tightly',
      aZip([{ name: 'course.xml', bytes: Buffer.alloc(3_000_000) }]),
      'packed more tightly',
    ],
    ['holds a link', aZip([{ name: 'course.xml', bytes: '/etc/passwd', unix_mode: 0o120777 }]), 'is a link'],
    ['holds no course', aZip([{ name: 'a.txt', bytes: 'x' }]), 'no course.xml'],
    ['holds a course without content', anExport({}), 'nothing in this course'],
  ])('whose archive %s fails with the reason', async (_name, bytes, why) => {
    const run = await imported(trainer, 'olx', 'course.zip', bytes);
    expect(run).toMatchObject({
      status: 'failed',
      course_id: null,
      report: { failure: { code: 'import.unreadable', message: expect.stringContaining(why) } },
    });
  });

  it('leaves no scratch files, and lets go of the archive', async () => {
    expect(await readdir(services().storage.scratch)).toEqual([]);
    const held = await product
      .ctx()
      .db.rows(
        sql`select 1 from file_uses u join import_runs r on r.id = u.subject_id where u.subject = 'import' and r.status <> 'queued'`,
      );
    expect(held).toEqual([]);
  });

  it('of a person who lost the right meanwhile is not made', async () => {
    const person = await product.signIn('trainer');
    const file_id = await uploaded(
      person,
      'course.zip',
      anExport({ ...aUnit('<html url_name="a"/>'), ...html('a', '<p>T</p>') }),
    );
    const id = newId();
    await product.ctx().db.run(sql`
      insert into import_runs (id, kind, file_id, file_name, created_by, report) values (${id}, 'olx', ${file_id}, 'x', ${person.user_id}, '{"course_title":null,"counts":{"modules":0,"lessons":0,"videos":0,"files":0,"quizzes":0,"questions":0},"issues":[],"issues_left_out":0,"preview":[],"failure":null}')`);
    await product.ctx().db.run(sql`update users set is_active = false where id = ${person.user_id}`);
    await runImport(product.ctx(), id);
    expect((await admin.get(`/api/imports/${id}/`)).body).toMatchObject({
      status: 'failed',
      report: { failure: { code: 'access.denied' } },
    });
  });
});

describe('who may', () => {
  it.each<[string, Client, number]>([
    ['a stranger', product.anonymous, 401],
    ['a learner', learner, 403],
    ['a manager', manager, 403],
    ['a trainer', trainer, 200],
    ['an administrator', admin, 200],
  ])('%s list imports', async (_name, who, status) => {
    expect((await who.get('/api/imports/')).status).toBe(status);
    expect((await who.post('/api/imports/', {})).status).toBe(status === 200 ? 400 : status);
  });

  it('people see their own imports, administrators all', async () => {
    const { quiz_id } = await aQuizOf(trainer);
    const run = await imported(trainer, 'gift', 'mine.txt', gift, { quiz_id });
    expect((await trainer.get('/api/imports/?status=preview&kind=gift&search=MINE')).body).toMatchObject({
      count: 1,
      results: [{ id: run.id, can: ['confirm'] }],
    });
    expect((await other.get('/api/imports/')).body.results).toEqual([]);
    expect((await other.get(`/api/imports/${run.id}/`)).status).toBe(404);
    expect((await other.post(`/api/imports/${run.id}/confirm/`)).status).toBe(404);
    expect((await admin.get(`/api/imports/${run.id}/`)).status).toBe(200);
  });

  it('questions go only into quizzes one may edit, also when that changed before confirming', async () => {
    const { quiz_id, course_id } = await aQuizOf(trainer);
    const file_id = await uploaded(other, 'q.txt', gift);
    expect((await other.post('/api/imports/', { kind: 'gift', file_id, quiz_id })).status).toBe(404);
    expect((await other.post('/api/imports/', { kind: 'gift', file_id, course_id })).status).toBe(404);
    await trainer.patch(`/api/courses/${course_id}/`, { trainer_ids: [other.user_id] });
    const run = await imported(other, 'gift', 'q.txt', gift, { quiz_id });
    await trainer.patch(`/api/courses/${course_id}/`, { trainer_ids: [] });
    expect((await other.post(`/api/imports/${run.id}/confirm/`)).status).toBe(404);
    expect(await questionsOf(trainer, quiz_id)).toEqual([]);
  });

  it("somebody else's file cannot be imported", async () => {
    const file_id = await uploaded(trainer, 'course.zip', anExport({}));
    expect((await other.post('/api/imports/', { kind: 'olx', file_id })).status).toBe(404);
  });
});

describe('refuses', () => {
  it.each<[string, (file: string) => Promise<object>, string]>([
    ['a kind the file is not', async (file_id) => ({ kind: 'olx', file_id }), 'kind'],
    ['questions without a quiz', async (file_id) => ({ kind: 'gift', file_id }), 'quiz_id'],
    ['an unknown kind', async (file_id) => ({ kind: 'scorm', file_id }), 'kind'],
    [
      'a quiz and a course that do not belong together',
      async (file_id) => ({
        kind: 'gift',
        file_id,
        ...(await aQuizOf(trainer)),
        course_id: (await aQuizOf(trainer)).course_id,
      }),
      'course_id',
    ],
    ['other fields', async (file_id) => ({ kind: 'gift', file_id, status: 'done' }), 'status'],
  ])('%s', async (_name, body, field) => {
    const answer = await trainer.post('/api/imports/', await body(await uploaded(trainer, 'q.txt', gift)));
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, field]);
  });

  it('a target for a course, and files uploaded for something else', async () => {
    const file_id = await uploaded(trainer, 'course.zip', anExport({}));
    expect(
      (await trainer.post('/api/imports/', { kind: 'olx', file_id, ...(await aQuizOf(trainer)) })).status,
    ).toBe(400);
    const form = new FormData();
    form.set('purpose', 'lesson');
    form.set('file', new Blob([new Uint8Array(Buffer.from('%PDF-1.7'))]), 'a.pdf');
    const pdf = (await trainer.post('/api/files/', form)).body.id;
    expect((await trainer.post('/api/imports/', { kind: 'olx', file_id: pdf })).body.errors[0].path).toBe(
      'file_id',
    );
  });
});

const fixture = path.resolve('../shared/fixtures/olx/openedx-demo-course-no-static.zip');

describe.skipIf(!existsSync(fixture))('the Open edX demo course', () => {
  it('becomes a course that can be published', async () => {
    const run = await imported(trainer, 'olx', 'demo.zip', readFileSync(fixture));
    expect(run).toMatchObject({
      status: 'done',
      report: {
        course_title: 'Open edX Demo Course',
        counts: { modules: 6, lessons: 65, videos: 11, quizzes: 7, questions: 10 },
      },
    });
    const published = await trainer.patch(`/api/courses/${run.course_id}/`, { published: true });
    expect(published.status).toBe(200);
    expect(published.body.lesson_count).toBe(65);
  }, 60_000);
});
