// Runs before every test file of web/: texts are loaded, the clock stands still, what a browser has and happy-dom has
// not is filled in, and an unexpected console message fails the test.
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { setClock } from '#web/lib/clock.ts';
import { startI18n } from '#web/lib/i18n.ts';
import { toastStore } from '#web/ui/toast-store.ts';
import { storyMoment } from './StoryRoom.tsx';

configure({ asyncUtilTimeout: 3000 });

const said: string[] = [];

/** Width that media queries answer for; a test narrows it with `setViewport(360)`. */
let viewport = 1280;

export function setViewport(width: number): void {
  viewport = width;
}

function answers(query: string): boolean {
  const max = /max-width:\s*([\d.]+)(px|em)/.exec(query);
  if (max) return viewport <= Number(max[1]) * (max[2] === 'em' ? 16 : 1);
  const min = /min-width:\s*([\d.]+)(px|em)/.exec(query);
  if (min) return viewport >= Number(min[1]) * (min[2] === 'em' ? 16 : 1);
  return query.includes('prefers-reduced-motion');
}

window.matchMedia = ((query: string) => ({
  matches: answers(query),
  media: query,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
})) as typeof window.matchMedia;

class QuietObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}
window.ResizeObserver = QuietObserver as unknown as typeof ResizeObserver;
window.IntersectionObserver = QuietObserver as unknown as typeof IntersectionObserver;
// A field that grows with its text measures itself again when fonts arrive.
Object.defineProperty(document, 'fonts', { value: new EventTarget() });
// One tab alone: whoever asks for a lock has it.
Object.defineProperty(navigator, 'locks', {
  value: { request: (_name: string, work: () => unknown) => work() },
});
window.HTMLElement.prototype.scrollIntoView = () => undefined;
window.scrollTo = () => undefined;

beforeAll(async () => {
  await startI18n('en');
});

beforeEach(() => {
  viewport = 1280;
  setClock(storyMoment);
  said.length = 0;
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
      // happy-dom does not know the <search> element yet; every browser we support does.
      if (String(words[0]).includes('unrecognized in this browser') && words[1] === 'search') return;
      said.push(`${level}: ${words.map(String).join(' ')}`);
    });
  }
});

afterEach(() => {
  cleanup();
  toastStore.clear();
  expect(said, 'the console stays silent').toEqual([]);
});
