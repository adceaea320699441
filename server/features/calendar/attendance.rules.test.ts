/** Minutes, percentages and outcomes, as tables. */
import { describe, expect, it } from 'vitest';
import {
  changeOf,
  checkInState,
  closesAt,
  dayMinutes,
  isTooEarly,
  latestOfEach,
  type Mark,
  minutesOf,
  recordedAt,
  standingOf,
} from './attendance.rules.ts';

const at = (time: string) => new Date(`2026-11-19T${time}Z`);
const day = { id: 'd1', starts_at: '2026-11-19T09:00:00.000Z', ends_at: '2026-11-19T11:00:00.000Z' };

describe('minutes of a mark', () => {
  it.each([
    ['present', '08:50:00', undefined, 120],
    ['present', '10:59:59', undefined, 120],
    ['present', '09:00:00', 45, 45],
    ['present', '09:00:00', 500, 120],
    ['present', '09:00:00', 0, 0],
    ['late', '08:59:59', undefined, 120],
    ['late', '09:00:00', undefined, 120],
    ['late', '09:00:01', undefined, 119],
    ['late', '09:30:00', undefined, 90],
    ['late', '11:00:00', undefined, 0],
    ['late', '18:00:00', undefined, 0],
    ['late', '18:00:00', 100, 100],
    ['left_early', '08:55:00', undefined, 0],
    ['left_early', '09:59:59', undefined, 59],
    ['left_early', '10:00:00', undefined, 60],
    ['left_early', '18:00:00', undefined, 120],
    ['left_early', '18:00:00', 30, 30],
    ['absent', '09:00:00', undefined, 0],
    ['absent', '09:00:00', 60, 0],
    ['excused', '09:00:00', 60, 0],
  ] as const)('%s, recorded at %s, %s minutes given: %i', (state, time, given, expected) => {
    expect(minutesOf({ state, recorded_at: at(time), given }, day)).toBe(expected);
  });

  it.each([
    ['the night clocks go back', '2026-10-24T22:00:00Z', '2026-10-25T04:00:00Z', 360],
    // 00:00 to 05:00 on the wall.
    ['the night clocks go forward', '2026-03-28T23:00:00Z', '2026-03-29T03:00:00Z', 240],
  ])('a day in %s is as long as it was', (_, starts_at, ends_at, minutes) => {
    expect(dayMinutes({ starts_at, ends_at })).toBe(minutes);
  });
});

describe('how somebody stands', () => {
  const two = [day, { id: 'd2', starts_at: '2026-11-20T09:00:00.000Z', ends_at: '2026-11-20T12:00:00.000Z' }];
  const session = { attendance_percent: 80, ends_at: '2026-11-20T12:00:00.000Z' };
  const before = new Date('2026-11-20T11:59:59.999Z');
  const after = new Date('2026-11-20T12:00:00.000Z');
  const mark = (day_id: string, state: Mark['state'], minutes: number): Mark => ({ day_id, state, minutes });
  it.each([
    ['nothing is known, still running', [], before, [0, 0, 'pending']],
    ['nothing is known, over to the second', [], after, [0, 0, 'missed']],
    ['the first of two days', [mark('d1', 'present', 120)], before, [120, 40, 'pending']],
    ['the first of two days, over', [mark('d1', 'present', 120)], after, [120, 40, 'missed']],
    ['both days', [mark('d1', 'present', 120), mark('d2', 'present', 180)], before, [300, 100, 'attended']],
    ['80 % exactly', [mark('d1', 'late', 60), mark('d2', 'present', 180)], after, [240, 80, 'attended']],
    ['a minute less', [mark('d1', 'late', 59), mark('d2', 'present', 180)], after, [239, 79, 'missed']],
    [
      'one day excused counts the other alone',
      [mark('d1', 'excused', 0), mark('d2', 'present', 180)],
      before,
      [180, 100, 'attended'],
    ],
    ['one day excused, the other missed', [mark('d1', 'excused', 0)], after, [0, 0, 'missed']],
    ['all days excused', [mark('d1', 'excused', 0), mark('d2', 'excused', 0)], before, [0, 0, 'excused']],
    [
      'absent both days, not over',
      [mark('d1', 'absent', 0), mark('d2', 'absent', 0)],
      before,
      [0, 0, 'pending'],
    ],
    ['a mark of a day that was dropped', [mark('gone', 'present', 120)], after, [0, 0, 'missed']],
    [
      'more minutes than a shortened day has',
      [mark('d1', 'present', 400), mark('d2', 'present', 180)],
      after,
      [300, 100, 'attended'],
    ],
  ] as const)('%s', (_, marks, now, [minutes, percent, outcome]) => {
    expect(standingOf(two, marks, session, now)).toEqual({ minutes, percent, outcome });
  });
});

describe('when', () => {
  it('marks are taken from an hour before a day, and excuses at any time', () => {
    expect(isTooEarly('present', day, at('07:59:59.999'))).toBe(true);
    expect(isTooEarly('present', day, at('08:00:00'))).toBe(false);
    expect(isTooEarly('absent', day, at('07:00:00'))).toBe(true);
    expect(isTooEarly('excused', day, at('01:00:00'))).toBe(false);
  });
  it('a phone’s time is never taken as later than now', () => {
    expect(recordedAt(undefined, at('09:00:00'))).toEqual(at('09:00:00'));
    expect(recordedAt(at('08:10:00').toISOString(), at('09:00:00'))).toEqual(at('08:10:00'));
    expect(recordedAt(at('09:01:00').toISOString(), at('09:00:00'))).toEqual(at('09:00:00'));
    expect(recordedAt(at('09:01:00.001').toISOString(), at('09:00:00'))).toBeNull();
  });
  it('the sheet closes two days after the end', () => {
    expect(closesAt(day)).toEqual(new Date('2026-11-21T11:00:00Z'));
  });
  it.each([
    ['08:30:00', '08:10:00', 'present'],
    ['09:15:00', '08:10:00', 'present'],
    ['09:15:00.001', '08:10:00', 'late'],
    ['09:40:00', '09:30:00', 'present'],
    ['09:45:01', '09:30:00', 'late'],
  ])('who checks in at %s, open since %s, is %s', (time, opened, state) => {
    expect(checkInState({ ...day, check_in_opened_at: at(opened).toISOString() }, at(time))).toBe(state);
  });
});

describe('of two marks', () => {
  const known = {
    day_id: 'd1',
    state: 'present',
    minutes: 120,
    recorded_at: at('09:10:00').toISOString(),
  } as const;
  const mark = (state: Mark['state'], minutes: number, time: string) => ({
    day_id: 'd1',
    state,
    minutes,
    recorded_at: at(time),
  });
  it.each([
    ['the first is set', undefined, mark('present', 120, '09:00:00'), null, 'set'],
    ['the later one wins', known, mark('absent', 0, '09:10:01'), null, 'corrected'],
    ['other minutes are a change', known, mark('present', 60, '09:10:01'), null, 'corrected'],
    ['the earlier one loses, however late it arrives', known, mark('absent', 0, '09:09:59'), null, 'none'],
    ['the same again is nothing', known, mark('present', 120, '09:10:00'), null, 'none'],
    [
      'the same said later only holds back what is older',
      known,
      mark('present', 120, '09:11:00'),
      null,
      'confirmed',
    ],
    [
      'what was taken back stays so',
      undefined,
      mark('absent', 0, '09:09:59'),
      at('09:10:00').toISOString(),
      'none',
    ],
    [
      'until it is marked anew',
      undefined,
      mark('absent', 0, '09:10:01'),
      at('09:10:00').toISOString(),
      'set',
    ],
  ] as const)('%s', (_, before, next, cleared, change) => {
    expect(changeOf(before, next, cleared)).toBe(change);
  });

  it('in one parcel the last by time counts, wherever it stands', () => {
    const one = (state: string, time: string) => ({
      booking_id: 'b',
      day_id: 'd',
      state,
      recorded_at: at(time),
    });
    const kept = (marks: ReturnType<typeof one>[]) => latestOfEach(marks).map(({ state }) => state);
    expect(kept([one('present', '09:05:00'), one('absent', '09:00:00')])).toEqual(['present']);
    expect(kept([one('absent', '09:00:00'), one('present', '09:00:00')])).toEqual(['present']);
    expect(latestOfEach([one('a', '09:00:00'), { ...one('b', '09:00:00'), day_id: 'e' }])).toHaveLength(2);
  });
});
