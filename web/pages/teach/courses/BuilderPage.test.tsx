// The builder as an author uses it: the outline by keyboard, typing, undo, autosave, conflicts, publishing.
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { assessment } from '#contract/assessment.ts';
import { catalog } from '#contract/catalog.ts';
import { aQuiz } from '#web/features/assessment/assessment.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { Refusal } from '#web/testing/pretended-server.ts';
import { inLanguage } from '#web/testing/render.tsx';
import {
  anAuthoringServer,
  builderPath,
  course_id,
  type Given,
  lesson_id,
  module_id,
} from './builder.samples.ts';

beforeEach(() => localStorage.clear());

async function aBuilder(given: Given = {}) {
  const authoring = anAuthoringServer(given);
  const room = await renderPage(`${builderPath}?lesson=${lesson_id(2)}`);
  await screen.findByRole('tree', { name: 'Outline' });
  await screen.findByRole('textbox', { name: 'Title' });
  return { ...authoring, ...room };
}
type Room = Awaited<ReturnType<typeof aBuilder>>;

const row = (name: RegExp | string) =>
  screen.getByRole('treeitem', { name: typeof name === 'string' ? new RegExp(name) : name });
const rows = () => screen.getAllByRole('treeitem').map((one) => one.textContent?.split(',')[0] ?? '');
const spoken = () =>
  screen
    .getAllByRole('status')
    .map((one) => one.textContent)
    .join(' ');
const focusRow = (name: string) => act(async () => row(name).focus());
const moves = ({ server }: Room) => server.sentTo(catalog.updateLesson).map(({ body }) => body);
const soon = { timeout: 4000 };

const start = [
  '1. Part 13',
  'Why trucks tip over',
  'Who may drive',
  'The load plate',
  '2. Part 22',
  'Walk-round',
  'Brakes and horn',
];

describe('the outline', () => {
  it('is a tree of modules and lessons with their places', async () => {
    await aBuilder();
    expect(rows()).toEqual(start);
    const lesson = row('The load plate');
    expect(lesson.getAttribute('aria-level')).toBe('2');
    expect(lesson.getAttribute('aria-posinset')).toBe('3');
    expect(lesson.getAttribute('aria-setsize')).toBe('3');
    expect(row('Who may drive').getAttribute('aria-selected')).toBe('true');
    expect(row('2. Part').getAttribute('aria-expanded')).toBe('true');
  });

  it('moves a lesson into another module by keyboard, says each step, and tells the server once', async () => {
    const room = await aBuilder();
    await focusRow('The load plate');
    await room.user.keyboard(' ');
    expect(spoken()).toContain('“The load plate” is picked up. Position 3 of 3 in module 1.');
    await room.user.keyboard('{ArrowDown}{ArrowDown}');
    expect(spoken()).toContain('Position 2 of 3 in module 2.');
    expect(moves(room)).toEqual([]);
    await room.user.keyboard(' ');
    expect(spoken()).toContain('“The load plate” was put down. Position 2 of 3 in module 2.');
    await waitFor(() => expect(moves(room)).toEqual([{ module_id: module_id(2), order: 2 }]));
    expect(rows()).toEqual([
      '1. Part 12',
      'Why trucks tip over',
      'Who may drive',
      '2. Part 23',
      'Walk-round',
      'The load plate',
      'Brakes and horn',
    ]);
    expect(document.activeElement).toBe(row('The load plate'));
    expect(await within(row('The load plate')).findByText('Moved')).toBeTruthy();
  });

  it('puts back what was picked up when Escape is pressed or the person goes elsewhere', async () => {
    const room = await aBuilder();
    for (const leave of [
      () => room.user.keyboard('{Escape}'),
      () => room.user.click(screen.getByRole('textbox', { name: 'Title' })),
    ]) {
      await focusRow('Walk-round');
      await room.user.keyboard(' {ArrowUp}');
      expect(rows()).not.toEqual(start);
      await leave();
      expect(rows()).toEqual(start);
    }
    expect(moves(room)).toEqual([]);
  });

  it('moves a whole module, with its lessons folded meanwhile', async () => {
    const room = await aBuilder();
    await focusRow('2. Part');
    await room.user.keyboard(' {ArrowUp}');
    expect(rows()).toEqual(['1. Part 22', '2. Part 13']);
    await room.user.keyboard(' ');
    await waitFor(() => expect(room.server.sentTo(catalog.updateModule)[0]?.body).toEqual({ order: 1 }));
    expect(room.titles().map(([title]) => title)).toEqual(['Part 2', 'Part 1']);
  });

  it('walks by arrows, folds and opens modules, and finds rows by letter', async () => {
    const room = await aBuilder();
    await focusRow('Who may drive');
    await room.user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(rows()).toEqual(['1. Part 13', '2. Part 22', 'Walk-round', 'Brakes and horn']);
    await room.user.keyboard('{ArrowRight}b');
    expect(document.activeElement).toBe(row('Brakes and horn'));
    await room.user.keyboard('{Enter}');
    await waitFor(() => expect(window.location.search).toBe(`?lesson=${lesson_id(5)}`));
  });

  it('renames in place, in the tree and in the editor', async () => {
    const room = await aBuilder();
    await focusRow('Who may drive');
    await room.user.keyboard('{F2}');
    const field = screen.getByRole('textbox', { name: 'New title for Who may drive' });
    await room.user.clear(field);
    await room.user.type(field, 'Who drives{Enter}');
    expect(document.activeElement).toBe(row('Who drives'));
    await waitFor(() =>
      expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Title' }).value).toBe('Who drives'),
    );
    expect(moves(room)).toEqual([{ title: 'Who drives' }]);
  });

  it('keeps the old title when renaming is given up, or the new one is empty', async () => {
    const room = await aBuilder();
    await room.user.dblClick(row('Walk-round'));
    await room.user.type(screen.getByRole('textbox', { name: /New title/ }), 'Nonsense{Escape}');
    await room.user.dblClick(row('Walk-round'));
    await room.user.clear(screen.getByRole('textbox', { name: /New title/ }));
    await room.user.keyboard('{Enter}');
    expect(rows()).toEqual(start);
    expect(moves(room)).toEqual([]);
  });

  it('finds by words and shows only what fits', async () => {
    const room = await aBuilder();
    await room.user.click(screen.getByRole('button', { name: 'Search the outline' }));
    await room.user.type(screen.getByRole('searchbox', { name: 'Search the outline' }), 'brak');
    expect(rows()).toEqual(['2. Part 22', 'Brakes and horn']);
  });

  it('goes back to where it was when the server refuses, and says so', async () => {
    const room = await aBuilder();
    room.server.on(catalog.updateLesson, () => new Refusal('service.unavailable'));
    await focusRow('The load plate');
    await room.user.keyboard(' {ArrowUp} ');
    expect(await screen.findByText(/not available right now/)).toBeTruthy();
    await waitFor(() => expect(rows()).toEqual(start));
    expect(screen.getByRole('button', { name: 'Nothing to undo' })).toBeTruthy();
  });
});

describe('adding', () => {
  it('happens by typing a title, after the row with the focus', async () => {
    const room = await aBuilder();
    await focusRow('Walk-round');
    await room.user.keyboard('/');
    const field = screen.getByRole('combobox', { name: /Title of a new lesson/ });
    expect(document.activeElement).toBe(field);
    await room.user.type(field, '/video Forks and mast{Enter}');
    await waitFor(() =>
      expect(room.titles()[1]).toEqual(['Part 2', 'Walk-round', 'Forks and mast', 'Brakes and horn']),
    );
    expect(room.server.sentTo(catalog.createLesson)[0]?.body).toMatchObject({ kind: 'video', course_id });
    expect(
      within(await screen.findByRole('treeitem', { name: /Forks and mast/ })).getByText('New'),
    ).toBeTruthy();
  });

  it('offers the kinds after a slash', async () => {
    const room = await aBuilder();
    const field = screen.getByRole('combobox', { name: /Title of a new lesson/ });
    await room.user.type(field, '/mod{Enter}');
    await room.user.type(field, 'Final test{Enter}');
    await waitFor(() => expect(room.titles().map(([title]) => title)).toContain('Final test'));
  });

  it('makes the quiz of a quiz lesson along with it', async () => {
    const room = await aBuilder();
    room.server.on(assessment.createQuiz, () => aQuiz());
    room.server.on(assessment.getQuiz, () => aQuiz());
    await room.user.click(screen.getByRole('button', { name: 'Add to the outline' }));
    await room.user.click(await screen.findByRole('menuitem', { name: 'Quiz' }));
    await waitFor(() =>
      expect(room.server.sentTo(assessment.createQuiz)[0]?.body).toEqual({
        lesson_id: lesson_id(101),
        title: 'New quiz',
      }),
    );
    expect(await screen.findByRole('textbox', { name: 'New title for New quiz' })).toBeTruthy();
  });
});

describe('undo', () => {
  it('takes back and does again whatever was changed, in order', async () => {
    const room = await aBuilder();
    await focusRow('The load plate');
    await room.user.keyboard(' {ArrowUp} ');
    await focusRow('Walk-round');
    await room.user.keyboard('{Delete}');
    await room.user.keyboard('{Control>}z{/Control}');
    expect(spoken()).toContain('Undone: delete “Walk-round”');
    await room.user.keyboard('{Control>}z{/Control}');
    expect(rows()).toEqual(start);
    await waitFor(() =>
      expect(room.titles()).toEqual([
        ['Part 1', 'Why trucks tip over', 'Who may drive', 'The load plate'],
        ['Part 2', 'Walk-round', 'Brakes and horn'],
      ]),
    );
    await room.user.click(screen.getByRole('button', { name: 'Redo: move “The load plate”' }));
    await waitFor(() =>
      expect(room.titles()[0]).toEqual(['Part 1', 'Why trucks tip over', 'The load plate', 'Who may drive']),
    );
  });

  it('brings a deleted lesson back as the same lesson, from the toast', async () => {
    const room = await aBuilder();
    await focusRow('Why trucks');
    await room.user.keyboard('{Delete}');
    expect(rows()).not.toContain('Why trucks tip over');
    const messages = within(screen.getByRole('region', { name: 'Messages' }));
    await room.user.click(await messages.findByRole('button', { name: /^Undo/ }));
    expect(rows()).toEqual(start);
    await waitFor(() =>
      expect(room.server.sentTo(catalog.restoreLesson)[0]?.params['id']).toBe(lesson_id(1)),
    );
    expect(room.server.sentTo(catalog.restoreLesson)[0]?.body).toEqual({ module_id: module_id(1), order: 1 });
  });

  it('brings a deleted module back with its lessons in their order', async () => {
    const room = await aBuilder();
    await focusRow('2. Part');
    await room.user.keyboard('{Delete}{Control>}z{/Control}');
    await waitFor(() =>
      expect(room.server.sentTo(catalog.restoreModule)[0]?.body).toEqual({
        order: 2,
        lesson_ids: [lesson_id(4), lesson_id(5)],
      }),
    );
    expect(rows()).toEqual(start);
  });

  it('leaves the structure alone while somebody is writing in a field', async () => {
    const room = await aBuilder();
    await focusRow('The load plate');
    await room.user.keyboard(' {ArrowUp} ');
    await waitFor(() => expect(moves(room)).toHaveLength(1));
    await room.user.click(screen.getByRole('textbox', { name: 'Title' }));
    await room.user.keyboard('{Control>}z{/Control}');
    expect(moves(room)).toHaveLength(1);
  });
});

describe('autosave', () => {
  it('writes what was typed, on the condition that nobody else did, and says when', async () => {
    const room = await aBuilder();
    await room.user.type(screen.getByRole('textbox', { name: 'Title' }), '?');
    expect(await screen.findByText('Saved 10:42:07', {}, soon)).toBeTruthy();
    const [sent] = room.server.sentTo(catalog.updateLesson);
    expect(sent?.body).toEqual({ title: 'Who may drive?' });
    expect(sent?.headers.get('if-match')).toBe('"1"');
    expect(sent?.query.get('draft')).toBe('true');
    expect(within(row('Who may drive')).getByText('Changed')).toBeTruthy();
  });

  it('puts changes of two people together when they are about different things', async () => {
    const room = await aBuilder();
    room.changeElsewhere(lesson_id(2), { estimated_minutes: 20 });
    await room.user.type(screen.getByRole('textbox', { name: 'Title' }), '?');
    expect(await screen.findByText('Saved 10:42:07', {}, soon)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Minutes to plan for' }).value).toBe(
      '20 min',
    );
    expect(room.titles()[0]).toContain('Who may drive?');
  });

  it('asks when both changed the same, and keeps or takes as it is told', async () => {
    const room = await aBuilder();
    room.changeElsewhere(lesson_id(2), { title: 'Who is allowed to drive' });
    await room.user.type(screen.getByRole('textbox', { name: 'Title' }), '?');
    const note = await screen.findByText('Somebody else changed this while you were writing', {}, soon);
    expect(note.parentElement?.textContent).toContain('Who is allowed to drive');
    await room.user.click(screen.getByRole('button', { name: 'Keep mine' }));
    await waitFor(() => expect(room.titles()[0]).toContain('Who may drive?'), soon);
    room.changeElsewhere(lesson_id(2), { title: 'Drivers' });
    await room.user.type(screen.getByRole('textbox', { name: 'Title' }), '!');
    await room.user.click(await screen.findByRole('button', { name: 'Take theirs' }, soon));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Title' }).value).toBe('Drivers');
  });

  it('says what is missing beside the field, and saves the rest', async () => {
    const room = await aBuilder();
    await room.user.clear(screen.getByRole('textbox', { name: 'Title' }));
    fireEvent.click(screen.getByRole('switch', { name: /Free look inside/ }));
    expect(await screen.findByText(/A lesson needs a title/, {}, soon)).toBeTruthy();
    await waitFor(() => expect(moves(room)).toEqual([{ is_preview: true }]));
    expect(screen.getByText(/Not saved, something needs another look/)).toBeTruthy();
  });

  it('gives back after a crash what this device kept', async () => {
    const kept = { edits: { title: 'Almost lost' }, from: { title: 'Who may drive' }, version: 1 };
    const { server } = anAuthoringServer();
    const { user } = await renderPage(builderPath);
    await screen.findByRole('tree');
    const key = Object.keys(localStorage).find((name) => name.startsWith('lyceum.draft'));
    expect(key).toBeUndefined();
    await user.type(await screen.findByRole('textbox', { name: 'Title' }), 'x');
    const name = Object.keys(localStorage).find((one) => one.startsWith('lyceum.draft')) ?? '';
    await screen.findByText('Saved 10:42:07', {}, soon);
    localStorage.setItem(name.replace(lesson_id(1), lesson_id(2)), JSON.stringify(kept));
    await user.click(row('Who may drive'));
    await waitFor(() =>
      expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Title' }).value).toBe('Almost lost'),
    );
    await waitFor(
      () => expect(server.sentTo(catalog.updateLesson).at(-1)?.body).toEqual({ title: 'Almost lost' }),
      soon,
    );
  });

  it('writes settings of the course too, with the rule and its figure together', async () => {
    const room = await aBuilder();
    await room.user.click(screen.getByRole('combobox', { name: 'Counts as done when' }));
    await room.user.click(await screen.findByRole('option', { name: 'Enough was watched' }));
    await waitFor(
      () => expect(moves(room)).toEqual([{ completion_rule: 'watched_share', watched_percent: 90 }]),
      soon,
    );
    await room.user.click(screen.getByRole('tab', { name: 'Course' }));
    await room.user.type(await screen.findByRole('textbox', { name: 'Code' }), 'X');
    await waitFor(
      () => expect(room.server.sentTo(catalog.updateCourse)[0]?.body).toEqual({ code: 'C-1X' }),
      soon,
    );
    expect(room.server.sentTo(catalog.updateCourse)[0]?.headers.get('if-match')).toBe('"1"');
  });
});

describe('publishing', () => {
  const open = async ({ user }: Room) => {
    await user.click(screen.getByRole('button', { name: /^Publish/ }));
    return screen.findByRole('dialog');
  };

  it('says what would change and whom it reaches, then does it', async () => {
    const room = await aBuilder();
    await focusRow('The load plate');
    await room.user.keyboard(' {ArrowUp} ');
    await waitFor(() => expect(moves(room)).toHaveLength(1));
    const dialog = await open(room);
    expect(
      await within(dialog).findByText(/41 people completed the course, 17 are in progress/),
    ).toBeTruthy();
    expect(
      within(dialog).getByRole('heading', { name: 'Publish version 6 of Forklift safety' }),
    ).toBeTruthy();
    // Of two that changed places, one is said to have moved.
    expect(await within(dialog).findByRole('button', { name: 'Who may drive' })).toBeTruthy();
    await room.user.type(within(dialog).getByRole('textbox', { name: 'What is new?' }), 'A better order');
    await room.user.click(within(dialog).getByRole('button', { name: 'Publish version 6' }));
    expect(
      await screen.findByRole('heading', { name: 'Version 6 of Forklift safety is published' }),
    ).toBeTruthy();
    expect(room.server.sentTo(catalog.publishCourse)[0]?.body).toEqual({ note: 'A better order' });
    expect(screen.getByRole('link', { name: 'Open the course page' }).getAttribute('href')).toBe(
      `/courses/${course_id}`,
    );
  });

  it('leads from what is missing to where it is mended, and says why it cannot be published', async () => {
    const problems = [
      { code: 'quiz_missing', message: '', lesson_id: lesson_id(4) },
      { code: 'description_missing', message: '', lesson_id: null },
    ];
    const room = await aBuilder({ problems });
    const dialog = await open(room);
    expect(await within(dialog).findByText('“Walk-round” has no quiz yet.')).toBeTruthy();
    expect(within(dialog).getByText('Mend the 2 things above first.')).toBeTruthy();
    await room.user.click(within(dialog).getByRole('button', { name: /^Publish version/ }));
    expect(room.server.sentTo(catalog.publishCourse)).toHaveLength(0);
    await room.user.click(within(dialog).getByRole('button', { name: 'Open the lesson' }));
    await waitFor(() => expect(window.location.search).toBe(`?lesson=${lesson_id(4)}`));
    await room.user.click(await within(await open(room)).findByRole('button', { name: 'Cancel' }));
    await room.user.click(
      await within(await open(room)).findByRole('button', { name: 'Open the course settings' }),
    );
    expect(await screen.findByRole('textbox', { name: 'Description' })).toBeTruthy();
  });

  it('writes what was just typed before it asks', async () => {
    const room = await aBuilder();
    await room.user.type(screen.getByRole('textbox', { name: 'Title' }), '?');
    await open(room);
    await waitFor(() => expect(moves(room)).toEqual([{ title: 'Who may drive?' }]));
  });
});

describe('who gets in', () => {
  it('not somebody who may see the course but not edit it', async () => {
    anAuthoringServer({ course: { can: [] } });
    await renderPage(builderPath);
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(/not for you|may not|allowed/i);
    expect(screen.queryByRole('tree')).toBeNull();
  });
});

it('speaks German too', async () => {
  await inLanguage('de', async () => {
    anAuthoringServer();
    await renderPage(builderPath);
    expect(await screen.findByRole('tree', { name: 'Gliederung' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Änderungen veröffentlichen' })).toBeTruthy();
  });
});
