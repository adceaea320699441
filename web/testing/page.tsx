// Opens a page of the register at its address, as a person would.
import { RouterProvider } from '@tanstack/react-router';
import { act, type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import { Providers } from '#web/shell/Providers.tsx';
import { createQueryClient } from '#web/shell/query-client.ts';
import { createAppRouter } from '#web/shell/router.tsx';

/** @returns Testing Library's result, and `user`; where the person stands is `window.location` */
export async function renderPage(path: string): Promise<RenderResult & { user: UserEvent }> {
  window.history.replaceState(null, '', path);
  const queryClient = createQueryClient();
  const usual = queryClient.getDefaultOptions();
  queryClient.setDefaultOptions({ ...usual, queries: { ...usual.queries, retry: false } });
  const router = createAppRouter(queryClient);
  const user = userEvent.setup();
  await act(() => router.load());
  let result: RenderResult | undefined;
  await act(async () => {
    result = render(
      <Providers texts={i18next} queryClient={queryClient} env="test">
        <RouterProvider router={router} />
      </Providers>,
    );
  });
  if (!result) throw new Error('Nothing was rendered');
  return { ...result, user };
}
