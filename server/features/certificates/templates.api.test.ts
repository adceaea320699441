/** Papers that an organization designs. T-14. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Layout, layoutProblems, type TemplateElement } from '#contract/certificate-layout.ts';
import {
  aCompletedCourse,
  anEnrollment,
  aPublishedCourse,
  completed,
} from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;
let trainer: Client;
let standard: { id: string; layout: Layout; record_version: number };

beforeAll(async () => {
  admin = await product.signIn('admin');
  trainer = await product.signIn('trainer');
  const { results } = (await admin.get('/api/certificate-templates/')).body;
  standard = results.find((one: { is_default: boolean }) => one.is_default);
});

const url = (id: string, more = '') => `/api/certificate-templates/${id}/${more}`;
const make = async (name = 'Ours', layout?: Layout) =>
  (await admin.post('/api/certificate-templates/', layout ? { name, layout } : { name })).body;
const changed = (change: Partial<Layout>): Layout => ({ ...standard.layout, ...change });
const pdf = (answer: { body: unknown }) => Buffer.from(answer.body as ArrayBuffer);

/** A real one-pixel PNG. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
async function aPicture(client: Client) {
  const form = new FormData();
  form.append('purpose', 'cover');
  form.append('file', new Blob([pixel], { type: 'image/png' }), 'seal.png');
  return (await client.post('/api/files/', form)).body;
}

describe('what a layout must be', () => {
  const text = (more: Partial<Extract<TemplateElement, { kind: 'text' }>>): TemplateElement => ({
    kind: 'text',
    id: 'extra',
    text: 'Words',
    x_mm: 10,
    y_mm: 10,
    width_mm: 50,
    height_mm: 10,
    font: 'sans',
    weight: 'regular',
    size_pt: 12,
    colour: '#000000',
    align: 'start',
    ...more,
  });
  const withExtra = (extra: TemplateElement) => changed({ elements: [...standard.layout.elements, extra] });
  const without = (...ids: string[]) =>
    changed({ elements: standard.layout.elements.filter((one) => !ids.includes(one.id)) });
  const table: [string, () => Layout, string[]][] = [
    ['the one that comes with the product', () => standard.layout, []],
    ['one more line', () => withExtra(text({})), []],
    ['up to the very edge', () => withExtra(text({ x_mm: 247, width_mm: 50 })), []],
    ['over the edge', () => withExtra(text({ x_mm: 248, width_mm: 50 })), ['off_page']],
    ['below the bottom', () => withExtra(text({ y_mm: 205 })), ['off_page']],
    [
      'turned upright, what hung to the right is off',
      () => changed({ orientation: 'portrait' }),
      ['off_page'],
    ],
    ['an id twice', () => withExtra(text({ id: 'qr' })), ['repeated']],
    ['bold where there is none', () => withExtra(text({ font: 'serif', weight: 'bold' })), ['no_face']],
    [
      'a code too small to read',
      () => withExtra({ kind: 'qr', id: 'q2', x_mm: 1, y_mm: 1, width_mm: 10, height_mm: 10 }),
      ['too_small'],
    ],
    ['nobody’s name', () => without('recipient'), ['lacks_recipient_name']],
    ['no number', () => without('number'), ['lacks_number']],
    ['no way to check it', () => without('qr', 'verification'), ['lacks_verification']],
    ['the code alone', () => without('verification'), []],
  ];
  it.each(table)('%s', (_name, layout, expected) => {
    expect([...new Set(layoutProblems(layout()).map((one) => one.code))]).toEqual(expected);
  });
});

describe('templates', () => {
  it('begin as a copy of the default and are made by administrators only', async () => {
    const { status, body } = await admin.post('/api/certificate-templates/', { name: 'Safety' });
    expect([status, body.is_default, body.layout]).toEqual([201, false, standard.layout]);
    for (const client of [trainer, await product.signIn('manager'), await product.signIn('learner')]) {
      expect((await client.get('/api/certificate-templates/')).status).toBe(403);
      expect((await client.post(url(body.id, 'preview/'))).status).toBe(403);
    }
  });

  it('say which field of which element cannot be', async () => {
    const { id } = await make();
    const [first] = standard.layout.elements;
    const off = changed({ elements: [{ ...first!, x_mm: 290 }, ...standard.layout.elements.slice(1)] });
    const { status, body } = await admin.patch(url(id), { layout: off });
    expect([status, body.errors[0].path]).toEqual([400, 'layout.elements.0.width_mm']);
    const strange = { ...standard.layout, script: 'alert(1)' };
    expect((await admin.patch(url(id), { layout: strange })).status).toBe(400);
    const nowhere = changed({ background: { colour: '#ffffff', file_id: newId() } });
    expect((await admin.patch(url(id), { layout: nowhere })).body.errors[0].path).toBe('layout');
  });

  it('two who change one at once: the second is told', async () => {
    const { id, record_version } = await make();
    const headers = { 'if-match': `"${record_version}"` };
    expect((await admin.patch(url(id), { name: 'First' }, headers)).status).toBe(200);
    expect((await admin.patch(url(id), { name: 'Second' }, headers)).body.code).toBe('record.stale');
  });

  it('are previewed as PDF: as saved, and as not yet saved', async () => {
    const { id } = await make();
    const saved = await admin.post(url(id, 'preview/'));
    expect([saved.status, saved.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(pdf(saved).subarray(0, 5).toString()).toBe('%PDF-');
    const upright = changed({
      orientation: 'portrait',
      page_size: 'letter',
      elements: standard.layout.elements.map((one) => ({
        ...one,
        x_mm: Math.min(one.x_mm, 20),
        width_mm: Math.min(one.width_mm, 150),
      })),
    });
    const unsaved = pdf(await admin.post(url(id, 'preview/'), { layout: upright })).toString('latin1');
    expect(unsaved).toMatch(/\/MediaBox \[0 0 612(\.\d+)? 792(\.\d+)?\]/);
    expect((await admin.get(url(id))).body.layout).toEqual(standard.layout);
  });

  it('stay one page, whatever stands at its foot and however small its box', async () => {
    const { id } = await make();
    const words = { font: 'sans', weight: 'regular', size_pt: 40, colour: '#000000' } as const;
    const low: TemplateElement[] = (['start', 'center', 'end'] as const).map((align, index) => ({
      kind: 'text',
      id: `low-${align}`,
      text: 'Words that are much too long for so small a box, said twice. '.repeat(2),
      x_mm: 10 + index * 80,
      y_mm: 207,
      width_mm: 60,
      height_mm: 3,
      align,
      ...words,
    }));
    const layout = changed({ elements: [...standard.layout.elements, ...low] });
    const drawn = pdf(await admin.post(url(id, 'preview/'), { layout })).toString('latin1');
    expect(drawn.match(/\/Type \/Page\b/g)).toHaveLength(1);
  });

  it('draw pictures, which then cannot be thrown away', async () => {
    const picture = await aPicture(admin);
    const plain = pdf(await admin.post(url(standard.id, 'preview/')));
    const layout = changed({
      background: { colour: '#ffffff', file_id: picture.id },
      elements: standard.layout.elements.map((one) =>
        one.kind === 'signature' ? { ...one, file_id: picture.id } : one,
      ),
    });
    const { id } = await make('With a seal', layout);
    const drawn = pdf(await admin.post(url(id, 'preview/')));
    expect(plain.toString('latin1')).not.toContain('/Subtype /Image');
    expect(drawn.toString('latin1')).toContain('/Subtype /Image');
    expect((await admin.delete(`/api/files/${picture.id}/`)).status).toBe(409);
  });

  it('are copied, put away and brought back; the default and chosen ones stay', async () => {
    const { id } = await make('Original');
    const copy = (await admin.post(url(id, 'duplicate/'), {})).body;
    expect(copy).toMatchObject({ name: 'Original (2)', is_default: false });
    expect((await admin.patch(url(copy.id), { archived: true })).body.archived_at).not.toBeNull();
    const listed = (await admin.get('/api/certificate-templates/?page_size=100')).body.results;
    expect(listed.map((one: { id: string }) => one.id)).not.toContain(copy.id);
    expect((await admin.patch(url(copy.id), { is_default: true })).status).toBe(409);
    expect((await admin.patch(url(copy.id), { archived: false })).body.archived_at).toBeNull();
    expect((await admin.patch(url(standard.id), { archived: true })).body.code).toBe('record.in-use');
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    await trainer.put(`/api/courses/${course.id}/certificate-template/`, { template_id: id });
    expect((await admin.patch(url(id), { archived: true })).body.code).toBe('record.in-use');
  });

  it('there is exactly one default, also when two are chosen at once', async () => {
    const made = await Promise.all([make('A'), make('B'), make('C')]);
    const answers = await Promise.all(made.map(({ id }) => admin.patch(url(id), { is_default: true })));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(await db.rows(sql`select id from certificate_templates where is_default`)).toHaveLength(1);
    expect((await admin.patch(url(standard.id), { is_default: true })).body.is_default).toBe(true);
  });
});

describe('what is issued', () => {
  it('uses the template of the course, and no later change touches it', async () => {
    const { id } = await make('German', changed({ language: 'de' }));
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const chosen = await trainer.put(`/api/courses/${course.id}/certificate-template/`, { template_id: id });
    expect(chosen.body).toMatchObject({ template_id: id });
    const learner = await product.signIn('learner');
    await anEnrollment(learner, course.id);
    await completed(learner, course.lesson_ids);
    await product.settle();
    const [certificate] = (await learner.get('/api/certificates/')).body.results;
    const issued = () =>
      db.one<{ language: string; template_version_id: string }>(
        sql`select language, template_version_id from certificates where id = ${certificate.id}`,
      );
    const before = await issued();
    expect(before.language).toBe('de');
    await admin.patch(url(id), { layout: changed({ language: 'en', border: 'none' }) });
    expect(await issued()).toEqual(before);
    const { layout } = await db.one<{ layout: Layout }>(
      sql`select layout from certificate_template_versions where id = ${before.template_version_id}`,
    );
    expect(layout.border).toBe('double');
    expect((await learner.get(certificate.pdf_url)).status).toBe(200);
    await expect(
      db.run(sql`update certificate_template_versions set layout = '{"elements":[]}'`),
    ).rejects.toThrow('append-only');
  });

  it('is the default where a course chose none, as before there were templates', async () => {
    const { learner } = await aCompletedCourse(product);
    const [certificate] = (await learner.get('/api/certificates/')).body.results;
    const row = await db.one(sql`
      select t.is_default from certificates x join certificate_templates t on t.version_id = x.template_version_id where x.id = ${certificate.id}`);
    expect(row).toEqual({ is_default: true });
  });

  it('a trainer chooses for their own courses only', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const other = await product.signIn('trainer');
    const learner = await product.signIn('learner');
    const at = `/api/courses/${course.id}/certificate-template/`;
    expect([
      (await other.get(at)).status,
      (await learner.get(at)).status,
      (await trainer.get(at)).status,
    ]).toEqual([403, 403, 200]);
    expect((await trainer.put(at, { template_id: newId() })).body.errors[0].path).toBe('template_id');
    expect((await trainer.put(at, { template_id: null })).body.template_id).toBeNull();
  });
});
