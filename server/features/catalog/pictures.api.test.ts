/** Pictures in a lesson's text: seen by whoever may read the lesson, and by nobody else. */

import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import { aCourse } from './catalog.builders.ts';

let product: Product;
let trainer: Client;
let stranger: Client;
let learner: Client;

beforeAll(async () => {
  product = await startProduct();
  [trainer, stranger, learner] = await Promise.all([
    product.signIn('trainer'),
    product.signIn('trainer'),
    product.signIn('learner'),
  ]);
});

async function upload(client: Client, purpose = 'lesson'): Promise<{ id: string; url: string }> {
  const shade = { r: Math.floor(Math.random() * 256), g: Math.floor(Math.random() * 256), b: 9 };
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: shade } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('purpose', purpose);
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'plate.png');
  const { status, body } = await client.post('/api/files/', form);
  expect(status).toBe(201);
  return body;
}

const write = (client: Client, lessonId: string | undefined, url: string) =>
  client.patch(`/api/lessons/${lessonId}/`, { content: `<p>Look:</p><img src="${url}" alt="">` });

describe('a picture in the text of a lesson', () => {
  test('is seen by people who may read the lesson, not by others', async () => {
    const course = await aCourse(trainer, { lessons: 1 });
    const picture = await upload(trainer);
    expect((await learner.get(picture.url)).status).toBe(404);
    expect((await write(trainer, course.lesson_ids[0], picture.url)).status).toBe(200);
    expect((await learner.get(picture.url)).status).toBe(404);
    await learner.post(`/api/courses/${course.id}/enroll/`, {});
    expect((await learner.get(picture.url)).status).toBe(200);
    expect((await product.anonymous.get(picture.url)).status).toBe(404);
  });

  test('counts as used, and stays so when it leaves the draft', async () => {
    const course = await aCourse(trainer, { lessons: 1 });
    const picture = await upload(trainer);
    await write(trainer, course.lesson_ids[0], picture.url);
    await trainer.patch(`/api/lessons/${course.lesson_ids[0]}/?draft=true`, { content: '<p>None</p>' });
    expect((await trainer.get(`/api/files/${picture.id}/`)).body.in_use).toBe(true);
    expect((await trainer.delete(`/api/files/${picture.id}/`)).status).toBe(409);
  });

  test('of somebody else is not opened by naming its address', async () => {
    const course = await aCourse(trainer, { lessons: 1 });
    const secret = await upload(stranger);
    expect((await write(trainer, course.lesson_ids[0], secret.url)).status).toBe(200);
    expect((await trainer.get(secret.url)).status).toBe(404);
    expect((await stranger.get(`/api/files/${secret.id}/`)).body.in_use).toBe(false);
  });

  test('that does not exist does not keep the text from being saved', async () => {
    const course = await aCourse(trainer, { lessons: 1 });
    const nowhere = '/api/files/018f3b5c-0000-7000-8000-000000000000/content/';
    expect((await write(trainer, course.lesson_ids[0], nowhere)).status).toBe(200);
  });
});
