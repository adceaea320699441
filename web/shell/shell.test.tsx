// The frame by role, the guards, retries, and what is shown when something breaks.
import { QueryClient } from '@tanstack/react-query';
import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { SessionUser } from '#web/lib/session.ts';
import { sessionQuery } from '#web/lib/session.ts';
import { renderWithProviders } from '#web/testing/render.tsx';
import { ingrid, sofie } from '#web/testing/samples.ts';
import { AppFrame } from './AppFrame.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { AccessDenied, requireRole, requireSession, safeNext } from './guards.ts';
import { currentEntry, navigation, navigationFor, splitForPhone } from './navigation.ts';
import { createQueryClient, shouldRetry } from './query-client.ts';

const server = { isBroken: false };

function Page() {
  const problem = { code: 'internal', status: 500, request_id: '01JD3K9V', params: {} };
  if (server.isBroken) throw Object.assign(new Error('x'), { problem });
  return <p>Back again</p>;
}

describe('navigation', () => {
  it.each([
    [['learner'], ['home', 'catalog', 'learning', 'calendar', 'skills', 'certificates', 'achievements']],
    [
      ['trainer', 'learner'],
      [
        'home',
        'catalog',
        'learning',
        'calendar',
        'skills',
        'certificates',
        'achievements',
        'courses',
        'sessions',
        'imports',
        'attention',
      ],
    ],
    [
      ['manager'],
      [
        'home',
        'catalog',
        'learning',
        'calendar',
        'skills',
        'certificates',
        'achievements',
        'people',
        'attention',
      ],
    ],
    [['admin'], navigation.map(({ id }) => id)],
  ])('for %s', (roles, ids) => {
    expect(navigationFor(roles).map(({ id }) => id)).toEqual(ids);
  });

  it('marks the entry that a deep path belongs to', () => {
    expect(currentEntry(navigation, '/catalog/forklift')?.id).toBe('catalog');
    expect(currentEntry(navigation, '/')?.id).toBe('home');
    expect(currentEntry(navigation, '/catalogue')).toBeUndefined();
  });

  it('fits five places on a phone', () => {
    const { shown: first, rest: more } = splitForPhone(navigationFor(['learner']));
    expect([first.length, more.map(({ id }) => id)]).toEqual([4, ['skills', 'certificates', 'achievements']]);
    const { shown, rest } = splitForPhone(navigation);
    expect([shown.length, rest.length]).toEqual([4, navigation.length - 4]);
  });
});

describe('the frame', () => {
  const nothing = () => undefined;

  it('shows a learner where they are, and a way past the navigation', async () => {
    await renderWithProviders(
      <AppFrame person={sofie} pathname="/catalog" onSignOut={nothing}>
        <h1>Catalog</h1>
      </AppFrame>,
    );
    const main = screen.getByRole('navigation', { name: 'Main' });
    expect(within(main).getByRole('link', { current: 'page' }).textContent).toContain('Catalog');
    expect(within(main).queryByText('People')).toBeNull();
    expect(screen.getByRole('link', { name: 'Skip to content' }).getAttribute('href')).toBe('#main');
  });

  it('signs out from the menu behind the picture', async () => {
    const onSignOut = vi.fn();
    const { user } = await renderWithProviders(
      <AppFrame person={ingrid} pathname="/" onSignOut={onSignOut}>
        <h1>Home</h1>
      </AppFrame>,
    );
    await user.click(screen.getByRole('button', { name: 'Ingrid Vestergaard, account' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    expect(onSignOut).toHaveBeenCalledOnce();
  });

  it('shows what broke with the request’s id, and tries again', async () => {
    server.isBroken = true;
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { user } = await renderWithProviders(
      <ErrorBoundary>
        <Page />
      </ErrorBoundary>,
    );
    expect(screen.getByRole('alert').textContent).toContain('01JD3K9V');
    server.isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByText('Back again')).toBeTruthy();
  });
});

describe('guards', () => {
  const learner = {
    ...sofie,
    role: 'learner',
    language: 'en',
    time_zone: 'Europe/Copenhagen',
  } as unknown as SessionUser;
  function input(user: SessionUser | null) {
    const queryClient = new QueryClient({
      defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } },
    });
    queryClient.setQueryData(sessionQuery.queryKey, user ? ({ user, profile: null } as never) : null);
    return { context: { queryClient }, location: { href: '/teach/courses?page=2' } };
  }

  it('send people without a session to sign in, and back afterwards', async () => {
    const thrown = await requireSession(input(null)).catch((reason: unknown) => reason);
    expect(thrown).toMatchObject({ options: { href: '/sign-in?next=%2Fteach%2Fcourses%3Fpage%3D2' } });
  });

  it('refuse a role that a page is not for', async () => {
    await expect(requireRole('trainer', 'admin')(input(learner))).rejects.toBeInstanceOf(AccessDenied);
    await expect(requireRole('learner')(input(learner))).resolves.toEqual({ user: learner });
  });

  it.each([
    ['/catalog?page=2', '/catalog?page=2'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/sign-in?next=/x', '/'],
    [undefined, '/'],
  ])('after signing in %s leads to %s', (next, path) => {
    expect(safeNext(next)).toBe(path);
  });
});

describe('requests', () => {
  it('are tried again only when it may help', () => {
    expect(shouldRetry(0, { problem: { code: 'record.not-found', status: 404 } })).toBe(false);
    expect(shouldRetry(0, { problem: { code: 'service.unavailable', status: 503 } })).toBe(true);
    expect(shouldRetry(0, new TypeError('network'))).toBe(true);
    expect(shouldRetry(2, new TypeError('network'))).toBe(false);
  });

  it('end the session everywhere when one says 401, and report failed writes', async () => {
    const onSessionEnded = vi.fn();
    const onWriteFailed = vi.fn();
    const client = createQueryClient({ onSessionEnded, onWriteFailed });
    const ended = { problem: { code: 'auth.expired', status: 401 } };
    await client.fetchQuery({ queryKey: ['x'], queryFn: () => Promise.reject(ended) }).catch(() => undefined);
    expect(onSessionEnded).toHaveBeenCalledOnce();
    const write = client
      .getMutationCache()
      .build(client, { mutationFn: () => Promise.reject(new TypeError('network')) });
    await write.execute(undefined).catch(() => undefined);
    expect(onWriteFailed).toHaveBeenCalledOnce();
  });
});
