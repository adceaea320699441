// Renders a component with everything it may count on; found by role and name afterwards.
import type { QueryClient } from '@tanstack/react-query';
import { act, type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { setLanguage } from '#web/lib/i18n.ts';
import { StoryRoom } from './StoryRoom.tsx';

type RenderOptions = { queryClient?: QueryClient; zone?: string };

/** @returns Testing Library's result, and `user` for events as a person makes them */
export async function renderWithProviders(
  children: ReactNode,
  options: RenderOptions = {},
): Promise<RenderResult & { user: UserEvent }> {
  const user = userEvent.setup();
  const room = (content: ReactNode) => (
    <StoryRoom env="test" {...options}>
      {content}
    </StoryRoom>
  );
  let result: RenderResult | undefined;
  await act(async () => {
    result = render(room(children));
  });
  if (!result) throw new Error('Nothing was rendered');
  const { rerender, ...rest } = result;
  return { ...rest, rerender: (content) => rerender(room(content)), user };
}

/** Runs a test body in another language, chosen on this device, and goes back to English. */
export async function inLanguage(language: string, body: () => Promise<void>): Promise<void> {
  await act(() => setLanguage(language));
  try {
    await body();
  } finally {
    await act(() => setLanguage('en'));
  }
}
