// Marks on their way: kept, shown over what the server said, sent once, never lost.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AttendanceSheet } from '#contract/attendance.ts';
import { aSheet, bookingOf } from './attendance.samples.ts';
import {
  countsOf,
  createMarkSender,
  type MarkStore,
  markStore,
  type PendingMark,
  rowsOfDay,
  withMarks,
} from './pending.ts';

const mark = (
  person: number,
  state: PendingMark['state'],
  second = 0,
  more: Partial<PendingMark> = {},
): PendingMark => ({
  booking_id: bookingOf(person),
  day_id: 'd1',
  state,
  recorded_at: `2026-11-17T09:00:${String(second).padStart(2, '0')}.000Z`,
  ...more,
});
const refusal = (status: number, paths: string[] = []) => ({
  problem: {
    code: 'input.invalid',
    status,
    errors: paths.map((path) => ({ path, code: 'x', message: 'x' })),
  },
});
afterEach(() => localStorage.clear());

describe('marks that wait', () => {
  it('keep only the last of a person and a day', () => {
    const first = withMarks([], [mark(1, 'present'), mark(2, 'late')]);
    expect(withMarks(first, [mark(1, 'absent', 5)])).toEqual([mark(2, 'late'), mark(1, 'absent', 5)]);
    expect(withMarks(first, [mark(1, 'absent', 5, { day_id: 'd2' })])).toHaveLength(3);
  });

  it('lie over what the server said, and count', () => {
    const sheet: AttendanceSheet = aSheet(3, { days: ['d1'] });
    sheet.rows[0]!.records = [
      {
        day_id: 'd1',
        state: 'absent',
        minutes: 0,
        method: 'trainer',
        recorded_at: '2026-11-17T08:00:00.000Z',
        recorded_by: null,
        correction_count: 0,
        record_version: 1,
      },
    ];
    const rows = rowsOfDay(sheet, [mark(1, 'present')], 'd1');
    expect(rows.map(({ record }) => [record?.state, record?.isWaiting])).toEqual([
      ['present', true],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(countsOf(rows)).toEqual({ here: 1, away: 0, open: 2 });
    expect(countsOf(rowsOfDay(sheet, [], 'd1'))).toEqual({ here: 0, away: 1, open: 2 });
  });
});

describe('sending them', () => {
  const memory = (marks: PendingMark[] = []): MarkStore & { kept: () => readonly PendingMark[] } => {
    let kept: readonly PendingMark[] = marks;
    return { read: () => [...kept], write: (next) => (kept = next), kept: () => kept };
  };

  it('takes each once, and forgets what arrived', async () => {
    const store = memory();
    const send = vi.fn(async () => undefined);
    const sender = createMarkSender({ store, send, onRefused: vi.fn() });
    sender.add([mark(1, 'present'), mark(2, 'absent')]);
    await Promise.all([sender.flush(), sender.flush()]);
    expect(send).toHaveBeenCalledOnce();
    expect(store.kept()).toEqual([]);
  });

  it('keeps all of it while the server cannot be reached, also through closing the page', async () => {
    const store = memory();
    const send = vi.fn<() => Promise<void>>().mockRejectedValue(new TypeError('no network'));
    const onRefused = vi.fn();
    const sender = createMarkSender({ store, send, onRefused });
    sender.add([mark(1, 'present')]);
    await sender.flush();
    expect(store.kept()).toEqual([mark(1, 'present')]);
    expect(onRefused).not.toHaveBeenCalled();
    send.mockResolvedValue();
    await createMarkSender({ store, send, onRefused }).flush();
    expect(store.kept()).toEqual([]);
  });

  it('keeps a tap that was made while another was under way', async () => {
    const store = memory();
    let arrive = () => undefined as undefined;
    const send = vi.fn(() => new Promise<void>((resolve) => (arrive = resolve as () => undefined)));
    const sender = createMarkSender({ store, send, onRefused: vi.fn() });
    sender.add([mark(1, 'present')]);
    const sending = sender.flush();
    sender.add([mark(1, 'absent', 9)]);
    arrive();
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2));
    expect(send.mock.calls[1]).toEqual([[mark(1, 'absent', 9)], undefined]);
    arrive();
    await sending;
    expect(store.kept()).toEqual([]);
  });

  it('drops what the server names as impossible, says so, and sends the rest', async () => {
    const store = memory();
    const send = vi
      .fn<() => Promise<void>>()
      .mockRejectedValueOnce(refusal(400, ['records.1.booking_id']))
      .mockResolvedValue();
    const onRefused = vi.fn();
    const sender = createMarkSender({ store, send, onRefused });
    sender.add([mark(1, 'present'), mark(2, 'present'), mark(3, 'present')]);
    await sender.flush();
    expect(onRefused.mock.calls[0]?.[0].marks).toEqual([mark(2, 'present')]);
    expect(send.mock.calls.at(-1)).toEqual([[mark(1, 'present'), mark(3, 'present')], undefined]);
    expect(store.kept()).toEqual([]);
  });

  it('sends marks with another reason by themselves, and many in parcels', async () => {
    const send = vi.fn<(marks: readonly PendingMark[], reason: string | undefined) => Promise<void>>(
      async () => undefined,
    );
    const sender = createMarkSender({ store: memory(), send, onRefused: vi.fn() });
    sender.add([
      ...Array.from({ length: 250 }, (_, person) => mark(person + 1, 'present')),
      mark(999, 'absent', 0, { reason: 'Late news' }),
    ]);
    await sender.flush();
    expect(send.mock.calls.map(([marks, reason]) => [marks.length, reason])).toEqual([
      [200, undefined],
      [50, undefined],
      [1, 'Late news'],
    ]);
  });

  it('belongs to one person and session on this device', () => {
    markStore('me.one').write([mark(1, 'present')]);
    expect(markStore('me.one').read()).toEqual([mark(1, 'present')]);
    expect(markStore('you.one').read()).toEqual([]);
    localStorage.setItem('lyceum.attendance.me.two', 'no json');
    expect(markStore('me.two').read()).toEqual([]);
  });
});
