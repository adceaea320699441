/** `lyceum import`, as an operator calls it. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProduct } from '#server/testing/product.ts';
import { anExport, aUnit, html } from './olx/olx.builders.ts';

const product = await startProduct();
const email = 'importer@example.test';
const trainer = await product.signIn('trainer', { email });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-command-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function command(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main/lyceum.ts', 'import', ...args], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      DATABASE_URL: product.connection_string,
      DATA_DIR: product.runtime.services.config.DATA_DIR,
      SESSION_SECRET: product.runtime.services.config.session_secret,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

async function written(name: string, bytes: Buffer | string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return file;
}

describe('the command', () => {
  it('imports a course for a person and says what came of it', async () => {
    const file = await written(
      'course.zip',
      anExport({ ...aUnit('<html url_name="a"/><poll/>'), ...html('a', '<p>Text</p>') }),
    );
    const { code, output } = await command('--kind', 'olx', '--file', file, '--as', email);
    expect(output).toContain('not imported');
    expect(output).toContain('\u201cSafe lifting\u201d is course');
    expect(code).toBe(0);
    const id = /is course ([0-9a-f-]{36})/.exec(output)?.[1];
    expect((await trainer.get(`/api/courses/${id}/`)).body).toMatchObject({
      title: 'Safe lifting',
      created_by: trainer.user_id,
    });
  });

  it('writes questions, or only shows them', async () => {
    const course = (await trainer.post('/api/courses/', { title: 'Lifting' })).body.id;
    const file = await written('q.gift', 'One? {T}\n\nTwo {');
    const shown = await command(
      '--kind',
      'gift',
      '--file',
      file,
      '--as',
      email,
      '--course',
      course,
      '--preview',
    );
    expect(shown).toMatchObject({ code: 0, output: expect.stringContaining('line 3') });
    expect((await trainer.get(`/api/quizzes/?course=${course}`)).body.count).toBe(0);
    const done = await command('--kind', 'gift', '--file', file, '--as', email, '--course', course);
    expect(done).toMatchObject({ code: 0, output: expect.stringContaining('1 questions written') });
    expect((await trainer.get(`/api/quizzes/?course=${course}`)).body.results).toEqual([
      expect.objectContaining({ title: 'q', question_count: 1 }),
    ]);
  });

  it('refuses in one sentence', async () => {
    const file = await written('q.gift', 'One? {T}');
    expect(await command('--kind', 'gift')).toMatchObject({
      code: 2,
      output: expect.stringContaining('lyceum import'),
    });
    expect(await command('--kind', 'gift', '--file', file, '--as', 'nobody@example.test')).toMatchObject({
      code: 1,
      output: 'This person may not sign in\n',
    });
  });
}, 60_000);
