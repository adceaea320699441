/** What a journey finds when it begins: people, courses and mails of its own, so that no journey depends on another. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject } from 'vitest';
import { demoPassword } from './browser.ts';
import { type ApiClient, apiClient } from './client.ts';

let count = 0;

/** These words with something behind them that no other course or person of this run has. */
export const unique = (words: string): string => `${words} ${Date.now().toString(36)}${++count}`;

export type Person = { id: string; name: string; email: string };

/** Somebody new who can sign in with the demo's password. */
export async function newPerson(words: string, role = 'learner'): Promise<Person> {
  const admin = await apiClient('admin@demo.test');
  const name = unique(words);
  const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@example.test`;
  const { id } = await admin.post<{ id: string }>('/api/users/', {
    email,
    display_name: name,
    password: demoPassword,
    roles: [role],
  });
  return { id, name, email };
}

export type PreparedCourse = {
  id: string;
  title: string;
  /** Lesson ids in their order. */
  lessons: string[];
  quiz_id: string;
  trainer: ApiClient;
};

/**
 * A published course of the demo trainer: texts with these titles in one module. With `quiz`, a last lesson "Check" whose
 * three questions (a choice, words, a number) are all right with "Right", "words" and 4.
 */
export async function newCourse(
  words: string,
  { texts = ['First things', 'Second thoughts'], quiz = false } = {},
): Promise<PreparedCourse> {
  const trainer = await apiClient('trainer@demo.test');
  const title = unique(words);
  const { id } = await trainer.post<{ id: string }>('/api/courses/', {
    title,
    description: `All of ${words}`,
  });
  const lessons: string[] = [];
  for (const text of texts) {
    const lesson = { course_id: id, title: text, content: `<p>What there is to say about ${text}.</p>` };
    lessons.push((await trainer.post<{ id: string }>('/api/lessons/', lesson)).id);
  }
  let quiz_id = '';
  if (quiz) {
    const lesson = { course_id: id, title: 'Check', kind: 'quiz' };
    const { id: lesson_id } = await trainer.post<{ id: string }>('/api/lessons/', lesson);
    lessons.push(lesson_id);
    quiz_id = (await trainer.post<{ id: string }>('/api/quizzes/', { lesson_id, title: 'Check' })).id;
    const choices = [{ text: 'Right', is_correct: true }, { text: 'Wrong' }];
    for (const question of [
      { kind: 'single_choice', text: 'Pick one', choices },
      { kind: 'short_text', text: 'Say it', answer: 'words' },
      { kind: 'numeric', text: 'Count them', answer: '4' },
    ])
      await trainer.post('/api/questions/', { quiz_id, ...question });
  }
  await trainer.post(`/api/courses/${id}/publish/`);
  return { id, title, lessons, quiz_id, trainer };
}

export const enroll = async (course_id: string, person: Person): Promise<void> => {
  await (await apiClient(person.email)).post(`/api/courses/${course_id}/enroll/`);
};

/**
 * The newest message to this address of this kind, once it is there. Read where a product without a mail server puts it: the
 * log that administrators see leaves one-time links out.
 */
export async function mailTo(address: string, kind: string): Promise<string> {
  const folder = path.join(inject('data_dir'), 'mail');
  const found = async (): Promise<string | undefined> => {
    const names = await readdir(folder).catch(() => []);
    for (const name of names
      .filter((one) => one.includes(`-${kind}-`) && one.endsWith('.eml'))
      .toSorted()
      .reverse()) {
      const message = await readFile(path.join(folder, name), 'utf8');
      if (message.includes(`To: ${address}`)) return message.replaceAll('=\n', '').replaceAll('=3D', '=');
    }
    return undefined;
  };
  await expect.poll(found, { timeout: 15_000, message: `a mail about ${kind} to ${address}` }).toBeDefined();
  return (await found()) ?? '';
}
