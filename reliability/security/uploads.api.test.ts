/** S8 over HTTP: what attacks is refused, what is two things at once is only one of them afterwards, and the quota holds at once. */
import { describe, expect, it } from 'vitest';
import { startProduct } from '#server/testing/product.ts';
import { type HostileUpload, polyglots, refusedUploads } from './hostile-files.ts';

const product = await startProduct();
const trainer = await product.signIn('trainer');

async function upload({ name, purpose, bytes }: Omit<HostileUpload, 'what'>, who = trainer) {
  const form = new FormData();
  form.append('purpose', purpose);
  form.append('file', new File([new Uint8Array(await bytes())], name));
  return who.post('/api/files/', form);
}

describe('a file that attacks', () => {
  it.each(refusedUploads)('is refused: $what', async (one) => {
    const before = process.memoryUsage().rss;
    const { status, body } = await upload(one);
    expect([400, 415]).toContain(status);
    expect(['file.type-refused', 'input.invalid']).toContain(body.code);
    expect((process.memoryUsage().rss - before) / 1024 ** 2).toBeLessThan(100);
  });

  it.each(polyglots)('is painted anew, so that one of two things is left: $what', async (one) => {
    const { status, body } = await upload(one);
    expect(status).toBe(201);
    const { headers, body: bytes } = await trainer.get(body.url);
    expect(headers.get('content-type')).toBe('image/webp');
    expect(headers.get('content-security-policy')).toMatch(/^sandbox/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/script|a\.html/);
  });

  it.each([
    'a\r\nset-cookie: x=1.pdf',
    'a"; filename="b.pdf',
    '\u202egpj.pdf',
    `${'ü'.repeat(300)}.pdf`,
    '../../evil.pdf',
    'C:\\evil.pdf',
    '.pdf',
    'a\u0000.pdf',
  ])('has a name that breaks no header: %j', async (name) => {
    const { status, body } = await upload({
      name,
      purpose: 'lesson',
      bytes: () => Buffer.from('%PDF-1.7\n%%EOF'),
    });
    expect([201, 415]).toContain(status);
    if (status !== 201) return;
    expect(body.name).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u);
    expect(Buffer.byteLength(body.name)).toBeLessThanOrEqual(820);
    const { headers } = await trainer.get(body.url);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('content-disposition')).toMatch(
      /^inline; filename="[^"\\]*"; filename\*=UTF-8''[\w.~%!#$&+^`|-]*$/,
    );
  });

  it('takes no more than the space of a person, of twenty that are sent at once', async () => {
    const learner = await product.signIn('learner');
    const megabytes = 9;
    const bytes = (n: number) => () =>
      Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(megabytes * 1024 ** 2, n + 1)]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        upload({ name: `${n}.pdf`, purpose: 'proof', bytes: bytes(n) }, learner),
      ),
    );
    const taken = answers.filter(({ status }) => status === 201);
    expect(taken.length).toBe(Math.floor(100 / megabytes));
    for (const { status, body } of answers.filter((one) => one.status !== 201))
      expect([status, body.code]).toEqual([422, 'file.quota-reached']);
  }, 60_000);
});
