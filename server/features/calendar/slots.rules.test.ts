/** Free slots as tables: what is busy, and what is proposed. */
import { describe, expect, it } from 'vitest';
import { freeSlots, merged } from './slots.rules.ts';
import { instantOf, moveWall } from './zones.rules.ts';

const zone = 'Europe/Copenhagen';
const ms = (wall: string) => instantOf(wall, zone).getTime();
// A Thursday.
const asked = {
  starts_local: '2026-11-19T11:00',
  minutes: 120,
  time_zone: zone,
  busy: [] as [number, number][],
  holidays: [] as [string, string][],
  now: new Date('2026-11-01T00:00:00Z'),
};
const starts = (more: Partial<Parameters<typeof freeSlots>[0]>) =>
  freeSlots({ ...asked, ...more }).map((slot) => slot.starts_local);
const wholeDay = (day: string): [number, number] => [ms(`${day}T00:00`), ms(moveWall(`${day}T00:00`, 1440))];

describe('free slots', () => {
  it('begin with the nearest and do not overlap each other', () => {
    expect(starts({ busy: [[ms('2026-11-19T10:00'), ms('2026-11-19T12:00')]] })).toEqual([
      '2026-11-19T12:00',
      '2026-11-19T08:00',
      '2026-11-19T14:00',
      '2026-11-19T16:00',
      '2026-11-18T16:00',
    ]);
  });

  it.each([
    ['touching is free', [[ms('2026-11-19T09:00'), ms('2026-11-19T11:00')]], '2026-11-19T11:00'],
    ['a minute over is not', [[ms('2026-11-19T09:00'), ms('2026-11-19T11:01')]], '2026-11-19T11:30'],
    [
      'a busy week moves to Monday',
      ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'].map(wholeDay),
      '2026-11-23T08:00',
    ],
  ])('%s', (_, busy, first) => {
    expect(starts({ busy: busy as [number, number][] })[0]).toBe(first);
  });

  it('are on working days, between eight and six, not on holidays, not in the past', () => {
    const busy = [wholeDay('2026-11-19')];
    const all = starts({ busy, holidays: [['2026-11-20', '2026-11-24']] });
    expect(all.every((wall) => wall < '2026-11-19' || wall >= '2026-11-25')).toBe(true);
    const late = starts({
      busy,
      holidays: [['2026-11-20', '2026-11-24']],
      now: new Date('2026-11-19T20:00:00Z'),
    });
    expect(late[0]).toBe('2026-11-25T08:00');
    for (const wall of [...all, ...late]) {
      expect(wall.slice(11) >= '08:00' && moveWall(wall, 120).slice(11) <= '18:00').toBe(true);
      expect([0, 6]).not.toContain(new Date(`${wall}Z`).getUTCDay());
    }
  });

  it('there are none for what lasts longer than a working day, or when nobody is ever free', () => {
    expect(starts({ minutes: 601 })).toEqual([]);
    expect(starts({ busy: [[ms('2026-10-01T00:00'), ms('2027-01-01T00:00')]] })).toEqual([]);
  });

  it('keep their length when clocks change in between', () => {
    // 25 October 2026 is a Sunday; the Monday after has another offset.
    const [slot] = freeSlots({
      ...asked,
      starts_local: '2026-10-25T11:00',
      now: new Date('2026-10-24T00:00:00Z'),
    });
    expect(slot).toMatchObject({ starts_local: '2026-10-26T08:00' });
    expect(slot!.starts_at.toISOString()).toBe('2026-10-26T07:00:00.000Z');
  });
});

describe('busy times', () => {
  it.each([
    [[], []],
    [
      [
        [5, 6],
        [1, 2],
      ],
      [
        [1, 2],
        [5, 6],
      ],
    ],
    [
      [
        [1, 4],
        [2, 3],
      ],
      [[1, 4]],
    ],
    [
      [
        [1, 2],
        [2, 3],
      ],
      [[1, 3]],
    ],
  ])('%j joined are %j', (busy, expected) => {
    expect(merged(busy as [number, number][])).toEqual(expected);
  });
});
