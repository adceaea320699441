// The pure rules behind the patterns.
import { describe, expect, it } from 'vitest';
import { gridValues, labelStep, roundTop } from './chart-scale.ts';
import { chooseMotif, motifNames } from './cover-choice.ts';
import { directionOf, nextOrdering, rowAfterKey, toggleKey, togglePage } from './data-table.ts';
import { matchesAccept, reduceTransfers, refusalOf } from './file-drop.ts';
import { initialsOf } from './PersonAvatar.tsx';
import { pagesAround } from './pages-around.ts';

describe('sorting and selecting', () => {
  it('turns the order round on the second click', () => {
    expect(nextOrdering(undefined, 'title')).toBe('title');
    expect(nextOrdering('title', 'title')).toBe('-title');
    expect(nextOrdering('-title', 'title')).toBe('title');
    expect(directionOf('-title', 'title')).toBe('descending');
  });

  it('selects a page without touching other pages', () => {
    const selection = togglePage(new Set(['other']), ['a', 'b']);
    expect([...selection]).toEqual(['other', 'a', 'b']);
    expect([...togglePage(selection, ['a', 'b'])]).toEqual(['other']);
    expect([...toggleKey(new Set(['a']), 'a')]).toEqual([]);
  });

  it('keeps the focus inside the rows', () => {
    expect(rowAfterKey('ArrowDown', 2, 3)).toBe(2);
    expect(rowAfterKey('ArrowUp', 0, 3)).toBe(0);
    expect(rowAfterKey('End', 0, 3)).toBe(2);
    expect(rowAfterKey('a', 0, 3)).toBeUndefined();
  });
});

describe('pages', () => {
  it.each([
    [1, 1, [1]],
    [1, 5, [1, 2, 3, 'gap-after', 5]],
    [4, 9, [1, 'gap-before', 3, 4, 5, 'gap-after', 9]],
    [9, 9, [1, 'gap-before', 7, 8, 9]],
    [3, undefined, [3]],
  ])('around %s of %s', (page, last, shown) => {
    expect(pagesAround(page, last)).toEqual(shown);
  });
});

describe('covers', () => {
  it('stay the same for the same course and ignore unknown names', () => {
    expect(motifNames.length).toBeGreaterThanOrEqual(14);
    expect(chooseMotif('forklift', 'x')).toBe('forklift');
    expect(chooseMotif('toString', 'course-1')).toBe(chooseMotif(null, 'course-1'));
  });
});

describe('initials', () => {
  it.each([
    ['Sofie Kjær', 'SK'],
    ['Anna Maria von Stein', 'AS'],
    ['ليلى', 'ل'],
    ['  ', '?'],
    ['👩🏽‍🚀 Ada', '👩🏽‍🚀A'],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('charts', () => {
  it('end their axis at a round number', () => {
    expect([0, 3, 7, 88, 101, 240].map(roundTop)).toEqual([1, 5, 10, 100, 200, 250]);
    expect(gridValues(100)).toEqual([0, 25, 50, 75, 100]);
    expect(labelStep(30, 560, 56)).toBe(3);
  });
});

describe('files', () => {
  const file = (name: string, type: string, size = 10) => new File(['x'.repeat(size)], name, { type });

  it('are taken by type or ending', () => {
    expect(matchesAccept(file('a.PDF', ''), ['.pdf'])).toBe(true);
    expect(matchesAccept(file('a.mp4', 'video/mp4'), ['video/*'])).toBe(true);
    expect(matchesAccept(file('a.exe', 'application/x'), ['video/*', '.pdf'])).toBe(false);
  });

  it('are refused with a reason', () => {
    expect(refusalOf(file('a.exe', ''), { accept: ['.pdf'] }, 0)).toBe('type');
    expect(refusalOf(file('a.pdf', '', 11), { max_bytes: 10 }, 0)).toBe('size');
    expect(refusalOf(file('a.pdf', ''), { max_files: 1 }, 1)).toBe('count');
    expect(refusalOf(file('a.pdf', '', 0), {}, 0)).toBe('empty');
    expect(refusalOf(file('a.pdf', ''), { max_files: 1, max_bytes: 10 }, 0)).toBeUndefined();
  });

  it('move from waiting over sending to done', () => {
    const waiting = { id: 1, file: file('a.pdf', ''), state: 'waiting' as const, share: 0 };
    const added = reduceTransfers([], { type: 'added', transfers: [waiting] });
    const sending = reduceTransfers(reduceTransfers(added, { type: 'started', id: 1 }), {
      type: 'progressed',
      id: 1,
      share: 1.2,
    });
    expect(sending[0]).toMatchObject({ state: 'sending', share: 1 });
    expect(reduceTransfers(sending, { type: 'finished', id: 1 })[0]?.state).toBe('done');
    expect(reduceTransfers(sending, { type: 'removed', id: 1 })).toEqual([]);
  });
});
