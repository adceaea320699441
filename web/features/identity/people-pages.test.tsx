// Administration of people: the list, the panel beside it, and the form.
import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Role } from '#contract/abilities.ts';
import { identity } from '#contract/identity.ts';
import { reporting } from '#contract/reporting.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { samplePeople } from '#web/testing/samples.ts';
import { administrator, page, sessionOf, userDetail } from './identity.samples.ts';
import type { UserDetail } from './identity.types.ts';

// Pages fetch it when a menu is first pointed at; a busy machine may take longer for that than a test waits.
beforeAll(() => import('#web/ui/ActionMenuFloating.tsx'));

// A browser knows some four hundred zones; finding things by role among them is slow in a pretended DOM.
beforeEach(() => {
  vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['America/New_York', 'Europe/Copenhagen']);
});

const people = samplePeople.slice(0, 3).map(({ display_name }, index) =>
  userDetail(
    {
      id: `019aa5c0-0000-7000-8000-0000000000c${index}`,
      display_name,
      email: `person${index}@nordhavn.example`,
    },
    ['learner'],
    {
      can: ['update', 'delete'],
      failed_login_attempts: index,
    },
  ),
);
const [mikkel] = people as [UserDetail];

function anOrganization(role: Role = 'admin') {
  const server = pretendServer();
  const known = new Map(people.map((person) => [person.id, person]));
  const me = { ...administrator, role, roles: [role] };
  server.on(identity.getSession, () => sessionOf(me));
  server.on(identity.listDepartments, () => page([{ id: mikkel.id, name: 'Warehouse' }]));
  server.on(reporting.getManager, ({ params }) => ({
    user_id: params['id'] ?? '',
    manager: null,
    since: null,
    acting: [],
    history: [],
    can: [],
  }));
  server.on(identity.listPositions, () => page<{ id: string; name: string }>([]));
  server.on(identity.listUsers, ({ query }) => {
    const wanted = query.get('is_active');
    const results = [...known.values()].filter(
      (person) =>
        (wanted === null || String(person.is_active) === wanted) &&
        person.display_name.toLowerCase().includes(query.get('search')?.toLowerCase() ?? ''),
    );
    return page(results);
  });
  server.on(identity.getUser, ({ params }) => {
    const person = known.get(params['id'] ?? '');
    return person ? { ...person, can: role === 'admin' ? person.can : [] } : new Refusal('record.not-found');
  });
  server.on(identity.updateUser, ({ params, body }) => {
    const changed = { ...mikkel, ...known.get(params['id'] ?? ''), ...(body as Partial<UserDetail>) };
    known.set(changed.id, changed);
    return changed;
  });
  server.on(identity.deleteUser, ({ params }) => {
    known.delete(params['id'] ?? '');
    return null;
  });
  return { server, known };
}

const panel = (name: string) => screen.findByRole('complementary', { name });

describe('the list of people', () => {
  it('tells how many there are and opens a person beside it', async () => {
    anOrganization();
    const { user } = await renderPage('/manage/people');
    expect(await screen.findByRole('link', { name: '3 people' })).toBeTruthy();
    await user.click(await screen.findByText('Mikkel Strand'));
    const open = await panel('Mikkel Strand');
    expect(within(open).getByRole('link', { name: 'person0@nordhavn.example' })).toBeTruthy();
    expect(window.location.search).toContain(`person=${mikkel.id}`);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Mikkel Strand' })).toBeNull());
  });

  it('keeps search, filter and order in the address', async () => {
    const { server } = anOrganization();
    const { user } = await renderPage('/manage/people?role=learner&ordering=-last_active');
    expect(await screen.findByRole('button', { name: /Remove.*Role.*Learner/ })).toBeTruthy();
    await user.type(screen.getByRole('searchbox', { name: 'Search by name or e-mail' }), 'sofie');
    await waitFor(() =>
      expect(window.location.search).toBe('?search=sofie&role=learner&ordering=-last_active'),
    );
    await waitFor(() => expect(screen.queryByText('Mikkel Strand')).toBeNull());
    expect(server.sentTo(identity.listUsers).at(-1)?.query.get('ordering')).toBe('-last_active');
  });

  it('helps when nobody matches', async () => {
    anOrganization();
    const { user } = await renderPage('/manage/people?search=zzz');
    await user.click(await screen.findByRole('button', { name: 'Show everybody' }));
    expect(await screen.findByText('Mikkel Strand')).toBeTruthy();
  });

  it('shows a manager the people and nothing to change them with', async () => {
    anOrganization('manager');
    await renderPage(`/manage/people?person=${mikkel.id}`);
    const open = await panel('Mikkel Strand');
    expect(within(open).queryByRole('link', { name: 'Edit' })).toBeNull();
    expect(within(open).queryByRole('button', { name: 'More about Mikkel Strand' })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Add a person' })).toBeNull();
  });

  it.each(['trainer', 'learner'] as const)('is not for a %s', async (role) => {
    // React and the router both report what the error screen shows.
    for (const level of ['error', 'warn'] as const)
      vi.spyOn(console, level).mockImplementation(() => undefined);
    const server = pretendServer();
    server.on(identity.getSession, () => sessionOf({ ...administrator, role, roles: [role] }));
    await renderPage('/manage/people');
    expect(await screen.findByText('This page is not for your role')).toBeTruthy();
  });
});

describe('a person in the panel', () => {
  const choose = async (user: Awaited<ReturnType<typeof renderPage>>['user'], action: string) => {
    await user.click(await screen.findByRole('button', { name: 'More about Mikkel Strand' }));
    await user.click(await screen.findByRole('menuitem', { name: action }));
  };

  it('is deactivated at once, and taken back with Undo', async () => {
    const { known } = anOrganization();
    const { user } = await renderPage(`/manage/people?person=${mikkel.id}`);
    await choose(user, 'Deactivate');
    expect(await screen.findByText('Mikkel Strand is deactivated and signed out')).toBeTruthy();
    expect(known.get(mikkel.id)?.is_active).toBe(false);
    await user.click(screen.getByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(known.get(mikkel.id)?.is_active).toBe(true));
  });

  it('is deleted only after a question that says what stays', async () => {
    const { server } = anOrganization();
    const { user } = await renderPage(`/manage/people?person=${mikkel.id}`);
    await choose(user, 'Delete');
    const dialog = await screen.findByRole('dialog', { name: 'Delete Mikkel Strand?' });
    expect(dialog.textContent).toContain('certificates stay as evidence');
    expect(server.sentTo(identity.deleteUser)).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Delete Mikkel Strand' }));
    expect(await screen.findByText('Mikkel Strand is deleted')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Mikkel Strand' })).toBeNull());
  });

  it('gets a link for a new password', async () => {
    const { server } = anOrganization();
    server.on(identity.requestPasswordReset, () => ({ detail: '' }));
    const { user } = await renderPage(`/manage/people?person=${mikkel.id}`);
    await choose(user, 'Send a link for a new password');
    expect(await screen.findByText('A link is on its way to person0@nordhavn.example')).toBeTruthy();
  });

  it('tells an administrator about failed tries to sign in', async () => {
    anOrganization();
    await renderPage(`/manage/people?person=${people[2]?.id}`);
    expect(await screen.findByText('2 failed tries to sign in')).toBeTruthy();
  });
});

describe('the form about a person', () => {
  it('makes an account and sends a link when there is no password', async () => {
    const { server, known } = anOrganization();
    server.on(identity.createUser, ({ body }) => {
      const made = userDetail(
        { id: '019aa5c0-0000-7000-8000-0000000000d1', display_name: 'Nora Lind', email: '' },
        ['trainer'],
        body as object,
      );
      known.set(made.id, made);
      return made;
    });
    server.on(identity.requestPasswordReset, () => ({ detail: '' }));
    const { user } = await renderPage('/manage/people/new');
    await user.type(await screen.findByLabelText('E-mail'), 'nora.lind@nordhavn.example');
    await user.type(screen.getByLabelText('Name'), 'Nora Lind');
    await user.click(screen.getByLabelText('Trainer'));
    await user.click(screen.getByRole('button', { name: 'Add person' }));
    expect(await screen.findByText('Nora Lind has an account now')).toBeTruthy();
    const [sent] = server.sentTo(identity.createUser);
    expect(sent?.body).toMatchObject({ email: 'nora.lind@nordhavn.example', roles: ['learner', 'trainer'] });
    expect(sent?.body).not.toHaveProperty('password');
    await waitFor(() => expect(server.sentTo(identity.requestPasswordReset)).toHaveLength(1));
  });

  it('changes roles, and asks for at least one', async () => {
    const { server } = anOrganization();
    const { user } = await renderPage(`/manage/people/${mikkel.id}`);
    await user.click(await screen.findByLabelText('Learner'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Choose at least one role.')).toBeTruthy();
    await user.click(screen.getByLabelText('Manager'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.sentTo(identity.updateUser)).toHaveLength(1));
    const [sent] = server.sentTo(identity.updateUser);
    expect(sent?.body).toMatchObject({ roles: ['manager'], email: mikkel.email });
    expect(sent?.headers.get('if-match')).toContain('1');
  });

  it('says why the last administrator cannot go', async () => {
    const { server } = anOrganization();
    server.on(identity.updateUser, () => new Refusal('user.last-admin'));
    const { user } = await renderPage(`/manage/people/${mikkel.id}`);
    await user.click(await screen.findByLabelText('Manager'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect((await screen.findByRole('alert')).textContent).toContain('the last administrator');
  });
});
