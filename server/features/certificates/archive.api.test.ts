/** Many papers in one ZIP, read back with another program's reader. U-18. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import {
  anEnrollment,
  aPublishedCourse,
  completed,
} from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { type ZipFile, zip } from './zip.ts';

const product = await startProduct();
const { db } = product.runtime;

/** Names and contents, as yauzl reads them: it checks sizes and checksums. */
function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, file) => {
      if (error) return reject(error);
      const entries = new Map<string, Buffer>();
      file.on('end', () => resolve(entries));
      file.on('error', reject);
      file.on('entry', (entry) => {
        file.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed);
          const parts: Buffer[] = [];
          for await (const part of stream) parts.push(part as Buffer);
          entries.set(entry.fileName, Buffer.concat(parts));
          file.readEntry();
        });
      });
      file.readEntry();
    });
  });
}
async function written(files: ZipFile[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  const given = (async function* () {
    yield* files;
  })();
  for await (const part of zip(given)) parts.push(part);
  return Buffer.concat(parts);
}

describe('the ZIP writer', () => {
  const modified = new Date('2026-03-29T01:30:00Z');
  it.each([
    ['nothing', []],
    ['an empty file', [{ name: 'empty.txt', bytes: Buffer.alloc(0), modified }]],
    ['a name beyond ASCII', [{ name: 'Łukasz Ελένη 日本.pdf', bytes: Buffer.from('a'), modified }]],
    ['a time before there were ZIPs', [{ name: 'old', bytes: Buffer.from('b'), modified: new Date(0) }]],
    ['many', Array.from({ length: 300 }, (_, n) => ({ name: `${n}`, bytes: Buffer.alloc(n, n), modified }))],
  ])('%s', async (_name, files: ZipFile[]) => {
    const read = await unzip(await written(files));
    expect([...read].map(([name, bytes]) => [name, bytes.toString('hex')])).toEqual(
      files.map((file) => [file.name, file.bytes.toString('hex')]),
    );
  });
});

describe('GET /api/certificates/archive/', () => {
  async function aClass(names: string[]) {
    const trainer = await product.signIn('trainer');
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const learners: Client[] = [];
    for (const display_name of names) {
      const learner = await product.signIn('learner', { display_name });
      await anEnrollment(learner, course.id);
      await completed(learner, course.lesson_ids);
      learners.push(learner);
    }
    await product.settle();
    return { trainer, course, learners };
  }

  it('holds the very papers, made where they were missing, under names that any system takes', async () => {
    const { trainer, course, learners } = await aClass([
      'Sofie Kjær',
      'a/b\\c:d*?"<>|.',
      'Same Name',
      'Same Name',
    ]);
    const { status, body, headers } = await trainer.get(`/api/certificates/archive/?course=${course.id}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/zip']);
    const files = await unzip(Buffer.from(body));
    expect(files.size).toBe(4);
    const names = [...files.keys()].map((name) => name.replace(/^LYC-\d{4}-\d{6,} /, '')).toSorted();
    expect(names).toEqual(['Same Name.pdf', 'Same Name.pdf', 'Sofie Kjær.pdf', 'a b c d.pdf']);
    const [own] = (await learners[0]!.get('/api/certificates/')).body.results;
    const alone = Buffer.from((await learners[0]!.get(own.pdf_url)).body);
    const packed = [...files].find(([name]) => name.startsWith(own.number))![1];
    expect(createHash('sha256').update(packed).digest('hex')).toBe(
      createHash('sha256').update(alone).digest('hex'),
    );
  });

  it('gives everybody what they may see, and no revoked paper', async () => {
    const { trainer, course, learners } = await aClass(['One', 'Two']);
    const [first] = (await learners[0]!.get('/api/certificates/')).body.results;
    const count = async (client: Client) =>
      (await unzip(Buffer.from((await client.get(`/api/certificates/archive/?course=${course.id}`)).body)))
        .size;
    expect([
      await count(trainer),
      await count(learners[0]!),
      await count(await product.signIn('trainer')),
    ]).toEqual([2, 1, 0]);
    await trainer.post(`/api/certificates/${first.id}/revoke/`, { reason: 'Mistake' });
    expect([await count(trainer), await count(learners[0]!)]).toEqual([1, 0]);
    expect((await product.anonymous.get('/api/certificates/archive/')).status).toBe(401);
  });

  it('refuses more than five hundred, before making any', async () => {
    const { trainer, course } = await aClass(['One']);
    await db.run(sql`
      insert into enrollments (id, student_id, course_id, course_version_id, cycle, status, completed_at)
      select gen_random_uuid(), e.student_id, e.course_id, e.course_version_id, n, 'completed', now()
        from enrollments e, generate_series(2, 501) n where e.course_id = ${course.id}`);
    await db.run(sql`
      insert into completions (id, enrollment_id, student_id, course_id, course_version_id, cycle)
      select gen_random_uuid(), e.id, e.student_id, e.course_id, e.course_version_id, e.cycle
        from enrollments e where e.course_id = ${course.id} and e.cycle > 1`);
    await db.run(sql`
      insert into certificates (id, completion_id, student_id, course_id, number, verification_id, recipient_name, course_title, course_code,
                                course_version_number, completed_at, template_version_id)
      select gen_random_uuid(), d.id, d.student_id, d.course_id, 'X-' || d.cycle, lpad(d.cycle::text, 28, '0'), 'A', 'B', 'C', 1, now(),
             (select version_id from certificate_templates where is_default)
        from completions d where d.course_id = ${course.id} and d.cycle > 1`);
    const { status, body } = await trainer.get(`/api/certificates/archive/?course=${course.id}`);
    expect([status, body.code, body.params]).toEqual([422, 'certificate.archive-too-large', { limit: 500 }]);
  });
});
