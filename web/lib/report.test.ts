// What a browser reports of itself, and what it keeps to itself.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ClientReport } from '#contract/telemetry.ts';
import { deviceOf, startReporting, wantsNoCounting } from './report.ts';
import { shiftScore } from './report-vitals.ts';

afterEach(() => vi.restoreAllMocks());

function aTab(more: Partial<Parameters<typeof startReporting>[0]> = {}) {
  const sent: ClientReport[] = [];
  let shown = () => {};
  let route = '/courses/$course_id';
  const reporter = startReporting({
    version: '0.1.0',
    routeOf: () => route,
    onPage: (call) => {
      shown = call;
    },
    early: [],
    device: 'desktop',
    counts: true,
    measures: false,
    send: (report) => {
      expect(ClientReport.safeParse(report).error).toBeUndefined();
      sent.push(report);
    },
    ...more,
  });
  const goTo = (next: string) => {
    route = next;
    shown();
  };
  return { reporter, sent, goTo };
}

describe('a tab', () => {
  it('sends an error once, with the page’s name and without the address', () => {
    window.history.replaceState(null, '', '/courses/4711?token=hunter2');
    const { reporter, sent } = aTab();
    const error = new Error('Broken');
    for (let count = 0; count < 5; count++) reporter.catch({ kind: 'render', error });
    reporter.flush();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.errors).toMatchObject([
      { kind: 'render', message: 'Broken', route: '/courses/$course_id' },
    ]);
    expect(JSON.stringify(sent)).not.toContain('hunter2');
  });

  it('reports what broke before it was loaded, and stops at twenty kinds', () => {
    const early = [{ kind: 'error' as const, error: new Error('Early') }];
    const { reporter, sent } = aTab({ early });
    for (let count = 0; count < 60; count++)
      reporter.catch({ kind: 'error', error: new Error(`No ${count}`) });
    for (let count = 0; count < 5; count++) reporter.flush();
    const messages = sent.flatMap((report) => report.errors ?? []).map((one) => one.message);
    expect(messages[0]).toBe('Early');
    expect(messages).toHaveLength(20);
  });

  it('counts pages as they are shown, and sends nothing when there is nothing to say', () => {
    const { reporter, sent, goTo } = aTab();
    goTo('/learning');
    goTo('/learning');
    reporter.flush();
    expect(sent[0]?.views).toEqual([
      { route: '/courses/$course_id', count: 1 },
      { route: '/learning', count: 2 },
    ]);
    reporter.flush();
    expect(sent).toHaveLength(1);
  });

  it('of somebody who does not want to be counted sends errors only', () => {
    const { reporter, sent, goTo } = aTab({ counts: false, measures: true });
    goTo('/learning');
    reporter.flush();
    expect(sent).toEqual([]);
    reporter.catch({ kind: 'error', error: 'just words' });
    reporter.flush();
    expect(sent[0]).toMatchObject({ views: [], vitals: [], errors: [{ message: 'just words' }] });
  });
});

it.each([
  [{ globalPrivacyControl: true }, true],
  [{ doNotTrack: '1' }, true],
  [{ doNotTrack: null }, false],
  [{}, false],
])('the wish not to be tracked is heard: %j', (browser, wish) => {
  expect(wantsNoCounting(browser)).toBe(wish);
});

it.each([
  [360, true, 'phone'],
  [820, true, 'tablet'],
  [1440, false, 'desktop'],
  [1440, true, 'desktop'],
])('a window of %d px (touch: %s) is a %s', (width, touch, device) => {
  expect(deviceOf(width, touch)).toBe(device);
});

it('shifts count in groups, and not after input', () => {
  const shift = (startTime: number, value: number, hadRecentInput = false) => ({
    startTime,
    value,
    hadRecentInput,
  });
  expect(shiftScore([shift(0, 0.1), shift(500, 0.1), shift(5000, 0.05)])).toBeCloseTo(0.2);
  expect(shiftScore([shift(0, 0.1), shift(100, 5, true)])).toBeCloseTo(0.1);
  expect(shiftScore([])).toBe(0);
});
