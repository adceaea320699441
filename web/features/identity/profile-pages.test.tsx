// One's own profile and security page.
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { identity } from '#contract/identity.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { learner, loginSession, page, profileOf, sessionOf } from './identity.samples.ts';

// A browser knows some four hundred zones; finding things by role among them is slow in a pretended DOM.
beforeEach(() => {
  vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['America/New_York', 'Europe/Copenhagen']);
});

function aLearner() {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(learner));
  server.on(identity.getProfile, () => profileOf(learner));
  server.on(identity.getMe, () => learner);
  server.on(identity.listDepartments, () => page([{ id: learner.id, name: 'Warehouse' }]));
  server.on(identity.listPositions, () => page<{ id: string; name: string }>([]));
  return server;
}
const field = (name: string) => screen.findByLabelText(name);

describe('the profile', () => {
  it('is saved with everything it holds and the version it was read at', async () => {
    const server = aLearner();
    server.on(identity.updateProfile, () => ({ ...profileOf(learner), bio: 'I drive.', record_version: 5 }));
    const { user } = await renderPage('/profile');
    expect((await screen.findByRole('button', { name: 'Save' })).getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('Nothing is changed yet.')).toBeTruthy();
    await user.type(await field('About you'), 'I drive.');
    await user.type(await field('Phone'), '+45 33 12 34 56');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Your profile is saved')).toBeTruthy();
    const [sent] = server.sentTo(identity.updateProfile);
    expect(sent?.body).toMatchObject({
      bio: 'I drive.',
      phone_number: '+45 33 12 34 56',
      department: 'Warehouse',
      time_zone: 'Europe/Copenhagen',
    });
    expect(sent?.headers.get('if-match')).toContain('4');
  });

  it('shows at the field what the server refused', async () => {
    const server = aLearner();
    server.on(
      identity.updateProfile,
      () => new Refusal('input.invalid', { errors: [{ path: 'phone_number', code: 'phone', message: '' }] }),
    );
    const { user } = await renderPage('/profile');
    await user.type(await field('Phone'), '12');
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    await waitFor(async () => expect((await field('Phone')).getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByRole('alert').textContent).toContain('country code');
  });

  it('never overwrites what was changed elsewhere, but shows it', async () => {
    const server = aLearner();
    server.on(identity.updateProfile, () => new Refusal('record.stale'));
    const { user } = await renderPage('/profile');
    await user.type(await field('About you'), 'mine');
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    server.on(identity.getProfile, () => ({
      ...profileOf(learner),
      bio: 'from my phone',
      record_version: 9,
    }));
    await user.click(await screen.findByRole('button', { name: 'Show the newest' }));
    await waitFor(async () => expect(await field('About you')).toHaveProperty('value', 'from my phone'));
  });
});

describe('security', () => {
  const here = loginSession('019aa5c0-0000-7000-8000-0000000000b1', {
    is_current: true,
    user_agent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/150.0',
  });
  const phone = loginSession('019aa5c0-0000-7000-8000-0000000000b2');

  it('lists the devices and signs one out', async () => {
    const server = aLearner();
    let live = [here, phone];
    server.on(identity.listSessions, () => live);
    server.on(identity.endSession, ({ params }) => {
      live = live.filter(({ id }) => id !== params['id']);
      return null;
    });
    const { user } = await renderPage('/profile/security');
    expect(await screen.findByText('You are signed in on 2 devices.')).toBeTruthy();
    expect(screen.getByText('This device')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Sign out Safari on iPhone' }));
    expect(await screen.findByText('You are signed in on 1 device.')).toBeTruthy();
    expect(screen.getByText('Firefox on Windows')).toBeTruthy();
  });

  it('changes the password and signs out everywhere else', async () => {
    const server = aLearner();
    server.on(identity.listSessions, () => [here]);
    server.on(identity.changePassword, () => null);
    const { user } = await renderPage('/profile/security');
    await user.type(await field('Current password'), 'the old one');
    await user.type(await field('New password'), 'a new passphrase');
    await user.click(screen.getByRole('button', { name: 'Change password' }));
    expect(await screen.findByText('Your password is changed')).toBeTruthy();
    expect(server.sentTo(identity.changePassword)[0]?.body).toEqual({
      current_password: 'the old one',
      new_password: 'a new passphrase',
      end_other_sessions: true,
    });
    expect(await field('New password')).toHaveProperty('value', '');
  });

  it('says at the field that the current password is not right', async () => {
    const server = aLearner();
    server.on(identity.listSessions, () => [here]);
    server.on(
      identity.changePassword,
      () =>
        new Refusal('auth.password-wrong', {
          errors: [{ path: 'current_password', code: 'wrong', message: '' }],
        }),
    );
    const { user } = await renderPage('/profile/security');
    await user.type(await field('Current password'), 'wrong wrong');
    await user.type(await field('New password'), 'a new passphrase{Enter}');
    await waitFor(async () =>
      expect((await field('Current password')).getAttribute('aria-invalid')).toBe('true'),
    );
  });

  it('asks for the password only when the e-mail address changes', async () => {
    const server = aLearner();
    server.on(identity.listSessions, () => [here]);
    server.on(identity.updateMe, () => ({ ...learner, email: 'new@nordhavn.example' }));
    const { user } = await renderPage('/profile/security');
    const email = await field('E-mail');
    await user.clear(email);
    await user.type(email, 'new@nordhavn.example');
    const asked = screen.getAllByLabelText('Current password').at(-1) as HTMLElement;
    await user.type(asked, 'the old one');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Your sign-in is saved')).toBeTruthy();
    expect(server.sentTo(identity.updateMe)[0]?.body).toEqual({
      email: 'new@nordhavn.example',
      username: learner.username,
      current_password: 'the old one',
    });
  });
});
