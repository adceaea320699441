// Typing a new lesson.
import { describe, expect, test } from 'vitest';
import { completed, readTyped } from './quick-add.ts';

const english = {
  article: 'Text',
  video: 'Video',
  file: 'File',
  quiz: 'Quiz',
  session: 'Session',
  module: 'Module',
};
const german = {
  article: 'Text',
  video: 'Video',
  file: 'Datei',
  quiz: 'Test',
  session: 'Termin',
  module: 'Modul',
};
const french = { ...english, video: 'Vidéo' };

describe('what is typed', () => {
  test.each([
    ['', { state: 'empty' }],
    ['   ', { state: 'empty' }],
    ['Why trucks tip over ', { state: 'ready', kind: 'article', title: 'Why trucks tip over' }],
    ['/', { state: 'choosing', query: '', kinds: ['article', 'video', 'file', 'quiz', 'session', 'module'] }],
    ['/v', { state: 'choosing', query: 'v', kinds: ['video'] }],
    ['/video', { state: 'choosing', query: 'video', kinds: ['video'] }],
    ['/video ', { state: 'choosing', query: 'video', kinds: ['video'] }],
    ['/video Forks and mast', { state: 'ready', kind: 'video', title: 'Forks and mast' }],
    ['/session Practice with trainer', { state: 'ready', kind: 'session', title: 'Practice with trainer' }],
    ['/QUIZ Stop or drive?', { state: 'ready', kind: 'quiz', title: 'Stop or drive?' }],
    ['/module Final test', { state: 'ready', kind: 'module', title: 'Final test' }],
    ['/etc/hosts explained', { state: 'ready', kind: 'article', title: '/etc/hosts explained' }],
    ['/ slash first', { state: 'ready', kind: 'article', title: '/ slash first' }],
    ['/xyz', { state: 'choosing', query: 'xyz', kinds: [] }],
    ['Either/or', { state: 'ready', kind: 'article', title: 'Either/or' }],
  ])('%j', (typed, expected) => {
    expect(readTyped(typed, english)).toEqual(expected);
  });

  test('is read in the reader’s language and in English', () => {
    expect(readTyped('/datei Prüfblatt', german)).toEqual({
      state: 'ready',
      kind: 'file',
      title: 'Prüfblatt',
    });
    expect(readTyped('/file Prüfblatt', german)).toEqual({
      state: 'ready',
      kind: 'file',
      title: 'Prüfblatt',
    });
    expect(readTyped('/video Mât', french)).toEqual({ state: 'ready', kind: 'video', title: 'Mât' });
  });

  test('is completed from the menu so that it reads back as the same kind', () => {
    for (const kind of ['article', 'video', 'file', 'quiz', 'session', 'module'] as const) {
      expect(readTyped(`${completed(kind, german)}Title`, german)).toMatchObject({ state: 'ready', kind });
    }
  });
});
