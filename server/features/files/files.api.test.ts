/** Files over HTTP: taking them in, who may see them, how they are sent, and what happens to those nobody uses. */
import { createHash, randomBytes } from 'node:crypto';
import type { ReadStream } from 'node:fs';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { Socket } from 'node:net';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { services } from '#server/platform/services.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { collectFilesJob } from './files.jobs.ts';
import { registerFileAccess, spaceFor } from './files.policy.ts';
import { releaseFile, storageKey, storeBytes, useFile } from './files.service.ts';

const product = await startProduct({ UPLOAD_LIMIT_MB: '3' });
const trainer = await product.signIn('trainer');
const other = await product.signIn('trainer');
const learner = await product.signIn('learner');
const admin = await product.signIn('admin');

const picture = (width = 40, height = 30) =>
  sharp({ create: { width, height, channels: 3, background: '#2a6' } }).withExif({
    IFD3: { GPSLatitude: '51/1 30/1 0/1' },
  });

function form(bytes: Uint8Array, name: string, purpose: string): FormData {
  const body = new FormData();
  body.set('purpose', purpose);
  body.set('file', new Blob([new Uint8Array(bytes)]), name);
  return body;
}
const upload = (who: Client, bytes: Uint8Array, name: string, purpose: string) =>
  who.post('/api/files/', form(bytes, name, purpose));

const pdf = () => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2000)]);
const aPdf = async (who: Client) => (await upload(who, pdf(), 'Handout.pdf', 'lesson')).body.id as string;

describe('POST /api/files/', () => {
  it('keeps a document as it came and says what it is', async () => {
    const bytes = pdf();
    const { status, body } = await upload(trainer, bytes, '../Übung 1.pdf', 'lesson');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'Übung 1.pdf',
      media_type: 'application/pdf',
      byte_size: bytes.length,
      purpose: 'lesson',
      owner_id: trainer.user_id,
      in_use: false,
      can: ['delete'],
      width: null,
    });
    const content = await trainer.get(body.url);
    expect(Buffer.from(content.body).equals(bytes)).toBe(true);
  });

  it('writes a portrait anew: square, small, without the place it was taken', async () => {
    const source = await picture(900, 600).jpeg().toBuffer();
    expect((await sharp(source).metadata()).exif).toBeDefined();
    const { body } = await upload(learner, source, 'Me.JPG', 'avatar');
    expect(body).toMatchObject({ name: 'Me.webp', media_type: 'image/webp', width: 512, height: 512 });
    const stored = Buffer.from((await learner.get(body.url)).body);
    const seen = await sharp(stored).metadata();
    expect(seen).toMatchObject({ format: 'webp', width: 512, height: 512 });
    expect(seen.exif).toBeUndefined();
  });

  it('turns a picture upright before it forgets that it lay on its side', async () => {
    const lying = await picture(60, 20).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { body } = await upload(trainer, lying, 'a.jpg', 'lesson');
    expect(body).toMatchObject({ width: 20, height: 60 });
  });

  it.each([
    ['cover', 3000, 1000, 1280, 427],
    ['lesson', 3000, 1500, 2000, 1000],
    ['lesson', 300, 100, 300, 100],
  ])('bounds a %s picture of %d x %d to %d x %d', async (purpose, width, height, maxWidth, maxHeight) => {
    const { body } = await upload(trainer, await picture(width, height).png().toBuffer(), 'a.png', purpose);
    expect(body).toMatchObject({ width: maxWidth, height: maxHeight });
  });

  it('keeps an animation moving', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0', '#00f'].map((background) =>
        sharp({ create: { width: 20, height: 20, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const { body } = await upload(trainer, gif, 'a.gif', 'lesson');
    expect(body).toMatchObject({ media_type: 'image/webp', width: 20, height: 20 });
    expect((await sharp(Buffer.from((await trainer.get(body.url)).body)).metadata()).pages).toBe(3);
  });

  it('stores the same bytes once', async () => {
    const bytes = pdf();
    const [first, second] = await Promise.all([
      upload(trainer, bytes, 'a.pdf', 'lesson'),
      upload(other, bytes, 'b.pdf', 'lesson'),
    ]);
    expect(first.body.id).not.toBe(second.body.id);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const kept = await product.ctx().db.rows(sql`select id from files where sha256 = ${hash}`);
    expect(kept).toHaveLength(2);
    expect(await services().storage.exists(storageKey(hash))).toBe(true);
  });

  describe('who may', () => {
    it.each<[string, Client, string, number]>([
      ['a stranger, a portrait', product.anonymous, 'avatar', 401],
      ['a learner, a portrait', learner, 'avatar', 201],
      ['a learner, a cover', learner, 'cover', 403],
      ['a learner, a lesson file', learner, 'lesson', 403],
      ['a trainer, a cover', trainer, 'cover', 201],
      ['a trainer, a lesson file', trainer, 'lesson', 201],
      ['an administrator, a lesson file', admin, 'lesson', 201],
    ])('%s', async (_name, who, purpose, status) => {
      expect((await upload(who, await picture().png().toBuffer(), 'a.png', purpose)).status).toBe(status);
    });
  });

  describe('refuses', () => {
    const bombs = {
      // A PNG that says it is 64,000 x 64,000; nothing of it is ever decoded.
      png: Buffer.from('89504e470d0a1a0a0000000d494844520000fa000000fa000802000000', 'hex'),
    };
    it.each<[string, () => Promise<Uint8Array> | Uint8Array, string, string, number, string]>([
      [
        'a page called PDF',
        () => Buffer.from('<script>alert(1)</script>'),
        'a.pdf',
        'lesson',
        415,
        'file.type-refused',
      ],
      [
        'a drawing with script',
        () => Buffer.from('<svg onload="alert(1)"/>'),
        'a.svg',
        'lesson',
        415,
        'file.type-refused',
      ],
      [
        'a picture that is none',
        () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(500)]),
        'a.png',
        'avatar',
        415,
        'file.type-refused',
      ],
      ['a picture with too many pixels', () => bombs.png, 'a.png', 'avatar', 415, 'file.type-refused'],
      [
        'a real picture with too many pixels',
        () => picture(9000, 9000).png({ compressionLevel: 9 }).toBuffer(),
        'a.png',
        'lesson',
        415,
        'file.type-refused',
      ],
      [
        'half a picture',
        async () => (await picture(800, 800).jpeg().toBuffer()).subarray(0, 3000),
        'a.jpg',
        'avatar',
        415,
        'file.type-refused',
      ],
      [
        'an archive for a lesson',
        () => Buffer.from('PK\x03\x04'),
        'a.zip',
        'lesson',
        415,
        'file.type-refused',
      ],
      ['an unknown purpose', () => pdf(), 'a.pdf', 'certificate', 400, 'input.invalid'],
      ['an empty file', () => Buffer.alloc(0), 'a.pdf', 'lesson', 415, 'file.type-refused'],
      [
        'too much',
        () => Buffer.concat([pdf(), Buffer.alloc(3 * 1024 * 1024)]),
        'a.pdf',
        'lesson',
        413,
        'file.too-large',
      ],
    ])('%s', async (_name, bytes, name, purpose, status, code) => {
      const answer = await upload(trainer, await bytes(), name, purpose);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    });

    it.each([
      [
        'no file',
        () => {
          const body = new FormData();
          body.set('purpose', 'lesson');
          return body;
        },
        'file',
      ],
      [
        'no purpose',
        () => {
          const body = form(pdf(), 'a.pdf', 'lesson');
          body.delete('purpose');
          return body;
        },
        'purpose',
      ],
      [
        'another field',
        () => {
          const body = form(pdf(), 'a.pdf', 'lesson');
          body.set('owner_id', newId());
          return body;
        },
        'owner_id',
      ],
    ])('a form with %s', async (_name, body, field) => {
      const answer = await trainer.post('/api/files/', body());
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0].path).toBe(field);
    });

    it('JSON instead of a form', async () => {
      expect((await trainer.post('/api/files/', { file: 'x' })).status).toBe(400);
    });

    it('an endless stream soon after the limit, without reading on', async () => {
      const { status, taken } = await endless(trainer.token);
      expect(status).toBe(413);
      // The limit of 3 MB, and what was on the way until the answer was heard: of the 64 that are poured in, never all.
      expect(taken).toBeLessThan(32 * 1024 * 1024);
    });

    it('and leaves nothing behind in the scratch folder', async () => {
      await expect.poll(() => readdir(services().storage.scratch)).toEqual([]);
    });
  });

  it('accepts the purpose after the file, as some clients send it', async () => {
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(pdf())]), 'a.pdf');
    body.set('purpose', 'lesson');
    expect((await trainer.post('/api/files/', body)).status).toBe(201);
  });

  it('a person cannot store more than their space, also with twenty uploads at once', async () => {
    const person = await product.signIn('trainer');
    const bytes = 100_000;
    const space = spaceFor({ actor: { kind: 'user', roles: ['trainer'] } } as unknown as Ctx);
    const before = space - bytes * 5;
    await product
      .ctx()
      .db.run(
        sql`insert into file_usage (owner_id, used_bytes, limit_bytes) values (${person.user_id}, ${before}, ${space})`,
      );
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        upload(person, Buffer.concat([Buffer.from('%PDF-1.7'), randomBytes(bytes - 8)]), 'a.pdf', 'lesson'),
      ),
    );
    expect(answers.filter((one) => one.status === 201)).toHaveLength(5);
    expect(answers.filter((one) => one.body.code === 'file.quota-reached')).toHaveLength(15);
    const usage = () =>
      product
        .ctx()
        .db.one<{ used_bytes: number }>(
          sql`select used_bytes from file_usage where owner_id = ${person.user_id}`,
        );
    expect(await usage()).toEqual({ used_bytes: space });
    await person.delete(`/api/files/${answers.find((one) => one.status === 201)?.body.id}/`);
    expect(await usage()).toEqual({ used_bytes: space - bytes });
    expect((await upload(person, pdf(), 'a.pdf', 'lesson')).status).toBe(201);
  });

  it('who becomes a trainer has the space of one, whatever they stored before', async () => {
    const person = await product.signIn('trainer');
    const learners = spaceFor({ actor: { kind: 'user', roles: ['learner'] } } as unknown as Ctx);
    await product
      .ctx()
      .db.run(
        sql`insert into file_usage (owner_id, used_bytes, limit_bytes) values (${person.user_id}, ${learners}, ${learners})`,
      );
    expect((await upload(person, pdf(), 'a.pdf', 'lesson')).status).toBe(201);
  });

  it('announces each stored file once', async () => {
    const id = await aPdf(trainer);
    const facts = await product
      .ctx()
      .db.rows(sql`select 1 from facts where name = 'file.stored' and payload ->> 'file_id' = ${id}`);
    expect(facts).toHaveLength(1);
  });
});

describe('HEAD /api/files/:id/content/', () => {
  it('tells what there is and reads nothing of it', async () => {
    const { storage } = services();
    const read = vi.spyOn(storage, 'read');
    onTestFinished(() => read.mockRestore());
    const id = await aPdf(trainer);
    const url = `${product.url}/api/files/${id}/content/`;
    const headers = { authorization: `Bearer ${trainer.token}` };
    const whole = await fetch(url, { headers });
    const { byteLength } = await whole.arrayBuffer();
    const told = await fetch(url, { method: 'HEAD', headers });
    expect([told.status, told.headers.get('content-length')]).toEqual([200, String(byteLength)]);
    expect(told.headers.get('content-type')).toBe(whole.headers.get('content-type'));
    const [fully, not] = (await Promise.all(read.mock.results.map(({ value }) => value))) as ReadStream[];
    expect([fully!.bytesRead, not!.bytesRead, not!.destroyed]).toEqual([byteLength, 0, true]);
  });
});

describe('GET /api/files/:id/content/', () => {
  it('is sent as data that can run nothing', async () => {
    const { body } = await upload(trainer, await picture().png().toBuffer(), 'a.png', 'lesson');
    const { status, headers } = await trainer.get(body.url);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/webp');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe(
      "sandbox; default-src 'none'; frame-ancestors 'self'",
    );
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('content-disposition')).toBe(`inline; filename="a.webp"; filename*=UTF-8''a.webp`);
    expect(headers.get('cache-control')).toBe('private, no-cache');
  });

  it('is downloaded, not opened, when it is not a picture, sound, film or PDF', async () => {
    const { body } = await upload(
      trainer,
      Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nHi'),
      'a.vtt',
      'lesson',
    );
    const { headers } = await trainer.get(body.url);
    expect(headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('attachment; ');
  });

  it('is not sent again to a browser that has it', async () => {
    const id = await aPdf(trainer);
    const first = await trainer.get(`/api/files/${id}/content/`);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    expect((await trainer.get(`/api/files/${id}/content/`, { 'if-none-match': etag })).status).toBe(304);
    expect((await learner.get(`/api/files/${id}/content/`, { 'if-none-match': etag })).status).toBe(404);
  });

  it.each([
    ['bytes=0-9', 206, 'bytes 0-9/2009', [0, 10]],
    ['bytes=2000-', 206, 'bytes 2000-2008/2009', [2000, 2009]],
    ['bytes=-9', 206, 'bytes 2000-2008/2009', [2000, 2009]],
    ['bytes=9000-', 416, 'bytes */2009', [0, 0]],
    ['bytes=0-1,4-5', 200, null, [0, 2009]],
  ])('answers the range %s with %d', async (range, status, contentRange, [from, to]) => {
    const bytes = pdf();
    const { body } = await upload(trainer, bytes, 'a.pdf', 'lesson');
    const answer = await trainer.get(body.url, { range });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-range')).toBe(contentRange);
    expect(Buffer.from(answer.body).equals(bytes.subarray(from, to))).toBe(true);
  });

  it('ignores a range when the caller holds part of another file', async () => {
    const id = await aPdf(trainer);
    const answer = await trainer.get(`/api/files/${id}/content/`, {
      range: 'bytes=0-9',
      'if-range': '"other"',
    });
    expect(answer.status).toBe(200);
  });

  describe('who may', () => {
    registerFileAccess(
      'certificate',
      async (ctx, subjectId) =>
        subjectId === open || (ctx.actor.kind === 'user' && ctx.actor.user_id === subjectId),
    );
    const open = newId();

    it.each<
      [
        string,
        (id: string) => Promise<unknown>,
        Record<'stranger' | 'learner' | 'other' | 'owner' | 'admin', number>,
      ]
    >([
      ['unused', async () => undefined, { stranger: 404, learner: 404, other: 404, owner: 200, admin: 200 }],
      [
        'used by something only the learner may see',
        (file_id) => use(file_id, 'certificate', learner.user_id),
        { stranger: 404, learner: 200, other: 404, owner: 200, admin: 200 },
      ],
      [
        'used by something everybody may see',
        (file_id) => use(file_id, 'certificate', open),
        { stranger: 200, learner: 200, other: 200, owner: 200, admin: 200 },
      ],
      [
        'used by a subject nobody answers for',
        (file_id) => use(file_id, 'import', newId()),
        { stranger: 404, learner: 404, other: 404, owner: 200, admin: 200 },
      ],
    ])('a file %s', async (_name, prepare, expected) => {
      const id = await aPdf(trainer);
      await prepare(id);
      const statuses = { stranger: product.anonymous, learner, other, owner: trainer, admin };
      for (const [name, who] of Object.entries(statuses)) {
        expect([name, (await who.get(`/api/files/${id}/content/`)).status]).toEqual([
          name,
          expected[name as keyof typeof expected],
        ]);
        expect([name, (await who.get(`/api/files/${id}/`)).status]).toEqual([
          name,
          expected[name as keyof typeof expected],
        ]);
      }
    });

    it('a portrait: anyone signed in', async () => {
      const { body } = await upload(learner, await picture().png().toBuffer(), 'me.png', 'avatar');
      await use(body.id, 'user', learner.user_id);
      expect((await other.get(body.url)).status).toBe(200);
      expect((await product.anonymous.get(body.url)).status).toBe(404);
    });

    it('a public file may be kept by shared caches only when a stranger asked', async () => {
      const id = await aPdf(trainer);
      await use(id, 'certificate', open);
      expect((await product.anonymous.get(`/api/files/${id}/content/`)).headers.get('cache-control')).toBe(
        'public, max-age=3600',
      );
      expect((await learner.get(`/api/files/${id}/content/`)).headers.get('cache-control')).toBe(
        'private, no-cache',
      );
    });
  });

  it('answers 404 for an id that is none, and for one that never was', async () => {
    expect((await trainer.get('/api/files/x/content/')).status).toBe(404);
    expect((await trainer.get(`/api/files/${newId()}/content/`)).status).toBe(404);
  });
});

const use = (
  file_id: string,
  subject: 'user' | 'certificate' | 'import' | 'lesson' | 'course',
  subject_id: string,
) => useFile(product.ctx(), { file_id, subject, subject_id });

describe('GET /api/files/', () => {
  it('shows a person their own files, newest first, and an administrator all', async () => {
    const person = await product.signIn('trainer');
    const decoy = await aPdf(other);
    const [first, second] = [await aPdf(person), await aPdf(person)];
    const mine = await person.get('/api/files/?purpose=lesson&search=HAND');
    expect(mine.body.results.map((one: { id: string }) => one.id)).toEqual([second, first]);
    expect(mine.body.count).toBe(2);
    expect((await person.get('/api/files/?search=%25')).body.count).toBe(0);
    const all = await admin.get('/api/files/?page_size=100');
    expect(all.body.results.map((one: { id: string }) => one.id)).toEqual(
      expect.arrayContaining([decoy, first]),
    );
  });

  it('is for people who are signed in', async () => {
    expect((await product.anonymous.get('/api/files/')).status).toBe(401);
    expect((await trainer.get('/api/files/?ordering=sha256')).status).toBe(400);
  });
});

describe('DELETE /api/files/:id/', () => {
  it('removes an unused file and its bytes', async () => {
    const bytes = pdf();
    const { body } = await upload(trainer, bytes, 'a.pdf', 'lesson');
    const key = storageKey(createHash('sha256').update(bytes).digest('hex'));
    expect((await trainer.delete(`/api/files/${body.id}/`)).status).toBe(204);
    expect((await trainer.get(`/api/files/${body.id}/`)).status).toBe(404);
    expect(await services().storage.exists(key)).toBe(false);
  });

  it('leaves the bytes while another file has the same', async () => {
    const bytes = pdf();
    const [mine, theirs] = [
      await upload(trainer, bytes, 'a.pdf', 'lesson'),
      await upload(other, bytes, 'a.pdf', 'lesson'),
    ];
    await trainer.delete(`/api/files/${mine.body.id}/`);
    expect((await other.get(theirs.body.url)).status).toBe(200);
  });

  it.each<[string, Client, number]>([
    ['a stranger', product.anonymous, 401],
    ['a learner', learner, 404],
    ['another trainer', other, 404],
    ['the owner', trainer, 204],
  ])('by %s', async (_name, who, status) => {
    const id = await aPdf(trainer);
    expect((await who.delete(`/api/files/${id}/`)).status).toBe(status);
  });

  it('by someone who may see it through its use is denied, not hidden', async () => {
    const id = await aPdf(trainer);
    await use(id, 'user', trainer.user_id).catch(() => undefined);
    await use(id, 'certificate', learner.user_id);
    expect((await learner.delete(`/api/files/${id}/`)).status).toBe(403);
  });

  it('is refused while something uses it, whoever comes first', async () => {
    const id = await aPdf(trainer);
    await use(id, 'lesson', newId());
    const answer = await trainer.delete(`/api/files/${id}/`);
    expect([answer.status, answer.body.code]).toEqual([409, 'record.in-use']);
    for (let round = 0; round < 10; round++) {
      const contested = await aPdf(trainer);
      const [deleted, used] = await Promise.allSettled([
        trainer.delete(`/api/files/${contested}/`),
        use(contested, 'lesson', newId()),
      ]);
      const gone = deleted.status === 'fulfilled' && deleted.value.status === 204;
      expect(gone).toBe(used.status === 'rejected');
      expect((await trainer.get(`/api/files/${contested}/content/`)).status).toBe(gone ? 404 : 200);
    }
  });
});

describe('attaching a file', () => {
  it('opens only with its own kind of subject, and twice is once', async () => {
    const id = await aPdf(trainer);
    await expect(use(id, 'course', newId())).rejects.toMatchObject({ code: 'input.invalid' });
    const lesson = newId();
    await use(id, 'lesson', lesson);
    await use(id, 'lesson', lesson);
    expect((await trainer.get(`/api/files/${id}/`)).body).toMatchObject({ in_use: true, can: [] });
    await releaseFile(product.ctx(), { file_id: id, subject: 'lesson', subject_id: lesson });
    expect((await trainer.get(`/api/files/${id}/`)).body).toMatchObject({ in_use: false });
  });

  it('of somebody else is refused for a learner', async () => {
    const id = await aPdf(trainer);
    await use(id, 'certificate', learner.user_id);
    const ctx = {
      ...product.ctx(),
      actor: {
        kind: 'user',
        user_id: learner.user_id,
        login_session_id: newId(),
        role: 'learner',
        roles: ['learner'],
      },
    } as const;
    await expect(useFile(ctx, { file_id: id, subject: 'lesson', subject_id: newId() })).rejects.toMatchObject(
      { code: 'access.denied' },
    );
  });
});

describe('the daily collection', () => {
  const day = 25 * 3_600_000;

  it('removes what nobody uses after a day, and keeps the rest', async () => {
    const ctx = product.ctx();
    const [unused, used] = [await aPdf(trainer), await aPdf(trainer)];
    await use(used, 'lesson', newId());
    await collectFilesJob.run(ctx, {});
    expect((await trainer.get(`/api/files/${unused}/`)).status).toBe(200);
    const stale = path.join(services().storage.scratch, newId());
    await writeFile(stale, 'half an upload');
    await utimes(stale, 0, 0);
    const later = { ...ctx, now: new Date(ctx.now.getTime() + day) };
    await collectFilesJob.run(later, {});
    await collectFilesJob.run(later, {});
    expect((await trainer.get(`/api/files/${unused}/`)).status).toBe(404);
    expect((await trainer.get(`/api/files/${used}/content/`)).status).toBe(200);
    expect(await readdir(services().storage.scratch)).not.toContain(path.basename(stale));
  });

  it('never takes the bytes of a file that arrives at the same moment', async () => {
    for (let round = 0; round < 8; round++) {
      const bytes = pdf();
      const first = await upload(trainer, bytes, 'a.pdf', 'lesson');
      const [, second] = await Promise.all([
        trainer.delete(`/api/files/${first.body.id}/`),
        upload(other, bytes, 'a.pdf', 'lesson'),
      ]);
      const content = await other.get(second.body.url);
      expect(content.status).toBe(200);
      expect(Buffer.from(content.body).equals(bytes)).toBe(true);
    }
  });
});

describe('when storage does not take the bytes', () => {
  it('nothing is left: no file, no space taken', async () => {
    const person = await product.signIn('trainer');
    const { storage } = services();
    const { keep } = storage;
    storage.keep = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }));
    const answer = await upload(person, pdf(), 'a.pdf', 'lesson');
    storage.keep = keep;
    expect(answer.status).toBe(503);
    expect((await person.get('/api/files/')).body.count).toBe(0);
    expect(
      await product.ctx().db.one(sql`select used_bytes from file_usage where owner_id = ${person.user_id}`),
    ).toEqual({ used_bytes: 0 });
    expect(await readdir(storage.scratch)).toEqual([]);
  });
});

describe('what the product stores itself', () => {
  it('passes the same checks and may belong to nobody', async () => {
    const row = await storeBytes(product.ctx(), {
      bytes: pdf(),
      name: 'Certificate.pdf',
      purpose: 'certificate',
      owner_id: null,
    });
    expect(row).toMatchObject({ owner_id: null, purpose: 'certificate', media_type: 'application/pdf' });
    await expect(
      storeBytes(product.ctx(), { bytes: Buffer.from('<b>'), name: 'x.pdf', purpose: 'certificate' }),
    ).rejects.toMatchObject({ code: 'file.type-refused' });
  });
});

describe('a body that is no multipart', () => {
  const type = 'multipart/form-data';
  const field = '--x\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nlesson\r\n';
  const file = `${field}--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7`;
  it.each([
    ['has no boundary', type, '{}'],
    ['has an empty boundary', `${type}; boundary=`, '{}'],
    ['has an endless boundary', `${type}; boundary=${'x'.repeat(300)}`, '{}'],
    ['is empty', `${type}; boundary=x`, ''],
    ['never comes to its boundary', `${type}; boundary=x`, '{}'],
    ['ends in a field', `${type}; boundary=x`, field],
    ['ends in the file', `${type}; boundary=x`, file],
  ])('is refused when it %s, and leaves nothing behind', async (_, contentType, body) => {
    const answer = await fetch(`${product.url}/api/files/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${trainer.token}`, 'content-type': contentType },
      body,
    });
    expect([answer.status, (await answer.json()).code]).toEqual([400, 'input.invalid']);
    expect(await readdir(services().storage.scratch)).toEqual([]);
  });
});

/** Sends a chunked body that never ends; `taken` is what the server read of it. */
function endless(token: string): Promise<{ status: number; taken: number }> {
  return new Promise((resolve, reject) => {
    const boundary = 'endless';
    let sent = 0;
    let taken: Socket | undefined;
    product.runtime.app.server.once('connection', (socket: Socket) => {
      taken = socket;
    });
    let done = false;
    const request = http.request(`${product.url}/api/files/`, {
      method: 'POST',
      agent: false,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'transfer-encoding': 'chunked',
      },
    });
    request.on('response', (response) => {
      done = true;
      resolve({ status: response.statusCode ?? 0, taken: taken?.bytesRead ?? Number.NaN });
      response.resume();
      request.destroy();
    });
    request.on('error', (error) => {
      if (!done) reject(error);
    });
    request.write(
      `--${boundary}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nlesson\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7`,
    );
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const pour = () => {
      while (!done && sent < 64 * 1024 * 1024) {
        sent += chunk.length;
        if (!request.write(chunk)) {
          request.once('drain', pour);
          return;
        }
      }
    };
    pour();
  });
}
