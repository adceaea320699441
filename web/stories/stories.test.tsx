// Every story renders in happy-dom without a word in the console (testing/setup.ts fails the test otherwise).
import { describe, expect, it } from 'vitest';
import { inLanguage, renderWithProviders } from '#web/testing/render.tsx';
import { setViewport } from '#web/testing/setup.ts';
import { loadStories } from './stories.ts';

const stories = await loadStories();

describe.each(stories)('$id', ({ Component }) => {
  it('renders', async () => {
    const { container } = await renderWithProviders(<Component />);
    expect(container.innerHTML.length).toBeGreaterThan(0);
  });

  it('renders mirrored on a phone', async () => {
    setViewport(360);
    await inLanguage('ar-XB', async () => {
      await renderWithProviders(<Component />);
    });
  });
});

it('each id is unique', () => {
  expect(new Set(stories.map(({ id }) => id)).size).toBe(stories.length);
});
