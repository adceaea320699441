// Reporting lines and role profiles, as an administrator keeps them.
import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { gaps } from '#contract/gaps.ts';
import type { RoleProfile } from '#contract/gaps-shapes.ts';
import { identity } from '#contract/identity.ts';
import { type PersonManager, reporting } from '#contract/reporting.ts';
import { skills } from '#contract/skills.ts';
import { emil, henrik, load, mikkel } from '#web/features/gaps/gaps.samples.ts';
import { administrator, page, sessionOf } from '#web/features/identity/identity.samples.ts';
import { listOf } from '#web/testing/course-samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';

// Pages fetch it when a menu is first pointed at; a busy machine may take longer for that than a test waits.
beforeAll(() => import('#web/ui/ActionMenuFloating.tsx'));

const since = '2026-03-01T08:00:00.000Z';
const managed = (manager: PersonManager['manager']): PersonManager => ({
  user_id: mikkel.id,
  manager,
  since: manager && since,
  acting: [],
  history: [
    ...(manager ? [{ manager, valid_from: since, valid_until: null, set_by_name: 'Ingrid' }] : []),
    { manager: emil, valid_from: '2025-01-01T08:00:00.000Z', valid_until: since, set_by_name: 'Ingrid' },
  ],
  can: ['change'],
});

function anOffice() {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(administrator));
  server.on(reporting.listLines, () =>
    page([
      {
        person: mikkel,
        email: 'mikkel@nordhavn.example',
        manager: henrik,
        since,
        direct_reports: 0,
        acting: [],
      },
      {
        person: henrik,
        email: 'henrik@nordhavn.example',
        manager: null,
        since: null,
        direct_reports: 1,
        acting: [emil],
      },
    ]),
  );
  server.on(reporting.listActing, () =>
    page([
      {
        id: administrator.id,
        manager: henrik,
        acting: emil,
        valid_from: since,
        valid_until: '2099-01-01T00:00:00.000Z',
        reason: 'Holiday',
        can: ['end'],
      },
    ]),
  );
  server.on(reporting.getManager, () => managed(henrik));
  server.on(identity.listUsers, () => page<never>([]));
  return server;
}

describe('reporting lines', () => {
  it('lists who reports to whom, and who acts for whom', async () => {
    anOffice();
    await renderPage('/admin/reporting');
    const table = within(await screen.findByRole('table', { name: 'People with their managers' }));
    const row = within((await table.findByText('Mikkel Strand')).closest('tr')!);
    expect(row.getByText('Henrik Dahl')).toBeTruthy();
    const acting = within(await screen.findByRole('list', { name: 'Acting managers' }));
    expect(acting.getByText(/acts for Henrik Dahl · Holiday/)).toBeTruthy();
  });

  it('takes a manager away, shows who it was before, and explains a ring', async () => {
    const server = anOffice();
    const { user } = await renderPage('/admin/reporting');
    await user.click(await screen.findByRole('button', { name: 'Change the manager of Mikkel Strand' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Manager of Mikkel Strand' }));
    expect(await dialog.findByText('Emil Brandt')).toBeTruthy();
    server.on(
      reporting.setManager,
      () => new Refusal('reporting.ring', { errors: [{ path: 'manager_id', code: 'ring', message: '' }] }),
    );
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await dialog.findByRole('alert')).toBeTruthy();
    server.on(reporting.setManager, () => managed(null));
    await user.click(dialog.getByRole('button', { name: 'No manager' }));
    expect(await screen.findByText('Mikkel Strand has no manager now')).toBeTruthy();
    expect(server.sentTo(reporting.setManager).map(({ body }) => body)).toContainEqual({ manager_id: null });
  });

  it('ends a stand-in at once', async () => {
    const server = anOffice();
    server.on(reporting.endActing, () => null);
    const { user } = await renderPage('/admin/reporting');
    await user.click(await screen.findByRole('button', { name: 'End now: Emil Brandt acting' }));
    await waitFor(() => expect(server.sentTo(reporting.endActing)).toHaveLength(1));
  });

  it('imports in two steps: what would change, then the change; a refused row stops it', async () => {
    const server = anOffice();
    const counts = { created_count: 0, changed_count: 1, unchanged_count: 0, refused_count: 0 };
    const row = {
      row: 2,
      email: 'mikkel@x',
      outcome: 'changed' as const,
      manager_email: 'emil@x',
      previous_manager_email: null,
      problems: [],
    };
    server.on(reporting.importLines, ({ body }) => {
      const { csv, dry_run } = body as { csv: string; dry_run: boolean };
      if (csv.includes('ring')) {
        const problems = [{ column: 'manager_email', code: 'line.ring' as const, message: '' }];
        return {
          applied: false,
          ...counts,
          changed_count: 0,
          refused_count: 1,
          rows: [{ ...row, outcome: 'refused' as const, problems }],
        };
      }
      return { applied: !dry_run, ...counts, rows: [row] };
    });
    const { user } = await renderPage('/admin/reporting');
    await user.click(await screen.findByRole('button', { name: 'Import' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Import reporting lines' }));
    const text = dialog.getByLabelText('Or paste the rows');
    await user.type(text, 'ring');
    await user.click(dialog.getByRole('button', { name: 'Show what would change' }));
    expect(await dialog.findByText('The line would go round in a circle')).toBeTruthy();
    expect(dialog.queryByRole('button', { name: /^Import/ })).toBeNull();
    await user.clear(text);
    await user.type(text, 'fine');
    await user.click(dialog.getByRole('button', { name: 'Show what would change' }));
    await user.click(await dialog.findByRole('button', { name: 'Import one row' }));
    expect(await dialog.findByText('Imported')).toBeTruthy();
    expect(
      server.sentTo(reporting.importLines).map(({ body }) => (body as { dry_run: boolean }).dry_run),
    ).toEqual([true, true, false]);
  });
});

const profile: RoleProfile = {
  id: mikkel.id,
  name: 'Forklift driver',
  description: '',
  position: { id: emil.id, name: 'Driver' },
  department: null,
  skills: [{ ...load, level: 3 }],
  people_count: 2,
  skill_count: 1,
  record_version: 4,
  created_at: since,
  updated_at: since,
  can: ['update', 'delete'],
};

describe('role profiles', () => {
  function somebody() {
    const server = anOffice();
    server.on(gaps.listRoleProfiles, () => page([profile]));
    server.on(gaps.getRoleProfile, () => profile);
    server.on(identity.listPositions, () => page([{ id: emil.id, name: 'Driver' }]));
    server.on(identity.listDepartments, () => page<{ id: string; name: string }>([]));
    server.on(skills.listSkills, () => listOf<never>([]));
    return server;
  }

  it('are listed with whom they are for and what they ask', async () => {
    somebody();
    await renderPage('/admin/role-profiles');
    const row = within((await screen.findByRole('link', { name: 'Forklift driver' })).closest('tr')!);
    expect(row.getByText('Driver')).toBeTruthy();
    expect(row.getByText('Load handling 3')).toBeTruthy();
  });

  it('are changed as a whole, by whoever saw the latest version', async () => {
    const server = somebody();
    server.on(gaps.updateRoleProfile, () => profile);
    const { user } = await renderPage(`/admin/role-profiles/${profile.id}`);
    await user.selectOptions(await screen.findByLabelText('Load handling, Level'), '2');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.sentTo(gaps.updateRoleProfile)).toHaveLength(1));
    const [sent] = server.sentTo(gaps.updateRoleProfile);
    expect(sent!.headers.get('if-match')).toBe('"4"');
    expect(sent!.body).toMatchObject({
      name: 'Forklift driver',
      position_id: emil.id,
      skills: [{ skill_id: load.skill_id, level: 2 }],
    });
  });

  it('say what is missing when they are for nobody', async () => {
    const server = somebody();
    const { user } = await renderPage('/admin/role-profiles/new');
    await user.type(await screen.findByLabelText('Name'), 'X');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(server.sentTo(gaps.createRoleProfile)).toHaveLength(0);
    expect(screen.getByLabelText('Position').getAttribute('aria-invalid')).toBe('true');
  });
});
