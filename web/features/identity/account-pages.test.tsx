// Signing in, registering, a forgotten password: found by role and name, as people and screen readers find them.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { identity } from '#contract/identity.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { learner, nobody, profileOf, sessionOf, site } from './identity.samples.ts';

/** A visitor who becomes somebody when the test says so. */
function aVisitor(more: Partial<typeof site> = {}) {
  const server = pretendServer();
  let session: ReturnType<typeof sessionOf> | typeof nobody = nobody;
  server.on(identity.getSession, () => session);
  server.on(identity.getSite, () => ({ ...site, ...more }));
  server.on(identity.getProfile, () => profileOf(learner));
  server.on(identity.listDepartments, () => ({ count: 0, next: null, previous: null, results: [] }));
  server.on(identity.listPositions, () => ({ count: 0, next: null, previous: null, results: [] }));
  const arrive = () => {
    session = sessionOf(learner);
    return { token: null, refresh: null, user: learner };
  };
  return { server, arrive };
}

const field = (name: string) => screen.findByLabelText(name);
const press = (name: string) => screen.findByRole('button', { name });

describe('signing in', () => {
  it('leads to where the person wanted to go, with cookies only', async () => {
    const { server, arrive } = aVisitor();
    server.on(identity.signIn, arrive);
    const { user } = await renderPage('/profile');
    expect(window.location.pathname + window.location.search).toBe('/sign-in?next=%2Fprofile');
    expect(await screen.findByRole('heading', { name: 'Sign in to Nordhavn Logistics' })).toBeTruthy();
    await user.type(await field('E-mail or username'), 'sofie.kjaer@nordhavn.example');
    await user.type(await field('Password'), 'a short sentence');
    await user.click(await press('Sign in'));
    expect(await screen.findByRole('heading', { level: 1, name: 'Profile' })).toBeTruthy();
    expect(window.location.pathname).toBe('/profile');
    const [sent] = server.sentTo(identity.signIn);
    expect(sent?.body).toEqual({ username: 'sofie.kjaer@nordhavn.example', password: 'a short sentence' });
    expect(sent?.headers.get('x-token-carriage')).toBe('cookie');
  });

  it('says that e-mail or password is not right, keeps the name, forgets the password', async () => {
    const { server } = aVisitor();
    server.on(identity.signIn, () => new Refusal('auth.invalid-credentials'));
    const { user } = await renderPage('/sign-in');
    await user.type(await field('E-mail or username'), 'sofie');
    await user.type(await field('Password'), 'wrong wrong');
    await user.click(await press('Sign in'));
    expect((await screen.findByRole('alert')).textContent).toContain('E-mail or password is not right.');
    expect((await field('E-mail or username')) as HTMLInputElement).toHaveProperty('value', 'sofie');
    expect((await field('Password')) as HTMLInputElement).toHaveProperty('value', '');
  });

  it('says how long to wait after too many tries', async () => {
    const { server } = aVisitor();
    server.on(identity.signIn, () => new Refusal('rate.limited', { params: { retry_after_seconds: 512 } }));
    const { user } = await renderPage('/sign-in');
    await user.type(await field('E-mail or username'), 'sofie');
    await user.type(await field('Password'), 'wrong wrong{Enter}');
    expect((await screen.findByRole('alert')).textContent).toBe('Too many tries. Try again in 9 minutes.');
  });

  it('asks for both fields before anything is sent', async () => {
    const { server } = aVisitor();
    const { user } = await renderPage('/sign-in');
    await user.click(await press('Sign in'));
    expect(await screen.findAllByText('Please fill in this field.')).toHaveLength(2);
    expect(server.sentTo(identity.signIn)).toEqual([]);
  });

  it('offers the demo’s accounts in the demo only', async () => {
    const { server, arrive } = aVisitor({ is_demo: true });
    server.on(identity.signIn, arrive);
    const { user } = await renderPage('/sign-in?next=/profile');
    await user.click(await press('Trainer'));
    await waitFor(() => expect(window.location.pathname).toBe('/profile'));
    expect(server.sentTo(identity.signIn)[0]?.body).toMatchObject({ username: 'trainer@demo.test' });
  });

  it('is passed over by who is signed in already, whatever the address asks for', async () => {
    const { arrive } = aVisitor();
    arrive();
    await renderPage('/sign-in?next=%2Fprofile');
    await waitFor(() => expect(window.location.pathname).toBe('/profile'));
  });

  it('sends nobody to another site', async () => {
    const { safeNext } = await import('#web/shell/guards.ts');
    for (const next of [
      '//evil.test',
      '/\\evil.test',
      '/\t/evil.test',
      'https://evil.test',
      '/sign-in',
      '/api/x',
      '',
      null,
      7,
      '/..//evil.test',
    ]) {
      expect([next, safeNext(next)]).toEqual([next, '/']);
    }
    expect(safeNext('/learn/a?b=1#c')).toBe('/learn/a?b=1#c');
  });
});

describe('registering', () => {
  it('checks the fields first, then makes the account and arrives', async () => {
    const { server, arrive } = aVisitor();
    server.on(identity.register, () => ({ ...learner, ...arrive() }));
    const { user } = await renderPage('/register?next=/profile');
    await user.type(await field('E-mail'), 'sofie@');
    await user.type(await field('Password'), 'short');
    await user.click(await press('Make account'));
    expect(await screen.findByText('Please write an e-mail address, such as name@example.com.')).toBeTruthy();
    expect(screen.getByText('Too short.')).toBeTruthy();
    expect(server.sentTo(identity.register)).toEqual([]);
    await user.type(await field('E-mail'), 'nordhavn.example');
    await user.type(await field('Password'), ' but longer');
    await user.click(await press('Make account'));
    await waitFor(() => expect(window.location.pathname).toBe('/profile'));
    expect(server.sentTo(identity.register)[0]?.body).toMatchObject({
      email: 'sofie@nordhavn.example',
      password: 'short but longer',
      language: 'en',
    });
  });

  it('shows at the field that an e-mail address is taken', async () => {
    const { server } = aVisitor();
    server.on(
      identity.register,
      () => new Refusal('account.taken', { errors: [{ path: 'email', code: 'taken', message: '' }] }),
    );
    const { user } = await renderPage('/register');
    await user.type(await field('E-mail'), 'sofie@nordhavn.example');
    await user.type(await field('Password'), 'a short sentence{Enter}');
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByRole('link', { name: 'E-mail' })).toBeTruthy();
    expect((await field('E-mail')).getAttribute('aria-invalid')).toBe('true');
  });

  it('tells who makes accounts where people may not', async () => {
    aVisitor({ registration_open: false });
    await renderPage('/register');
    expect(
      await screen.findByRole('heading', { name: 'Accounts are made by administrators here' }),
    ).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Make account' })).toBeNull();
  });
});

describe('a forgotten password', () => {
  it('says the same for every address', async () => {
    const { server } = aVisitor();
    server.on(identity.requestPasswordReset, () => ({ detail: '' }));
    const { user } = await renderPage('/forgot-password');
    await user.type(await field('E-mail'), 'anybody@example.test');
    await user.click(await press('Send me a link'));
    expect((await screen.findByRole('alert')).textContent).toContain(
      'If there is an account for anybody@example.test',
    );
  });

  it('sets a new one with the link’s token, which leaves the address at once', async () => {
    const { server } = aVisitor();
    server.on(identity.confirmPasswordReset, () => null);
    const token = `${'a'.repeat(22)}.${'b'.repeat(43)}`;
    const { user } = await renderPage(`/reset-password#token=${token}`);
    await waitFor(() => expect(window.location.hash).toBe(''));
    await user.type(await field('New password'), 'a new passphrase');
    await user.click(await press('Set password'));
    expect(await screen.findByRole('heading', { name: 'Your new password is set' })).toBeTruthy();
    expect(server.sentTo(identity.confirmPasswordReset)[0]?.body).toEqual({
      token,
      password: 'a new passphrase',
    });
  });

  it.each(['', '#token=', '#token=abc', '#other=1'])(
    'offers a new link when the old one is broken (%s)',
    async (hash) => {
      aVisitor();
      await renderPage(`/reset-password${hash}`);
      expect(await screen.findByRole('heading', { name: 'This link does not work' })).toBeTruthy();
      expect(screen.getByRole('link', { name: 'Send me a new link' }).getAttribute('href')).toBe(
        '/forgot-password',
      );
    },
  );

  it('offers a new link when the server knows the old one no more', async () => {
    const { server } = aVisitor();
    server.on(identity.confirmPasswordReset, () => new Refusal('reset.invalid'));
    const { user } = await renderPage(`/reset-password#token=${'a'.repeat(22)}.${'b'.repeat(43)}`);
    await user.type(await field('New password'), 'a new passphrase{Enter}');
    expect(await screen.findByRole('heading', { name: 'This link does not work' })).toBeTruthy();
  });
});
