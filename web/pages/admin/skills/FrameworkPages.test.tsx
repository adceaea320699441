// The framework of skills as administrators keep it.
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { assessment } from '#contract/assessment.ts';
import { catalog } from '#contract/catalog.ts';
import { identity } from '#contract/identity.ts';
import { skills } from '#contract/skills.ts';
import { administrator, sessionOf } from '#web/features/identity/identity.samples.ts';
import { aSkill } from '#web/features/skills/skills.samples.ts';
import type { FrameworkReport } from '#web/features/skills/skills.types.ts';
import { aCourse, idOf, listOf } from '#web/testing/course-samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';

const trucks = aSkill('Trucks');
const forklift = aSkill('Forklift operation', {
  parent_id: trucks.id,
  path: ['Trucks', 'Forklift operation'],
  level_criteria: {
    levels: [
      {
        level: 2,
        name: 'Alone',
        description: '',
        validity_months: 24,
        match: 'any',
        criteria: [{ kind: 'course', course_id: idOf('c', 1) }],
      },
    ],
  },
});

function aFramework(list = [trucks, forklift]) {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(administrator));
  server.on(skills.listSkills, () => listOf(list));
  server.on(
    skills.getSkill,
    ({ params }) => list.find(({ id }) => id === params['id']) ?? new Refusal('record.not-found'),
  );
  server.on(catalog.listCourses, () => listOf([aCourse(1), aCourse(2)]));
  server.on(assessment.listQuizzes, () => listOf([]));
  server.on(catalog.getCourse, () => new Refusal('record.not-found'));
  return server;
}

describe('the framework', () => {
  it('shows the tree with what the levels ask for', async () => {
    aFramework();
    await renderPage('/admin/skills');
    expect(await screen.findByText('2 skills are offered.')).toBeTruthy();
    const row = within((await screen.findByRole('link', { name: 'Forklift operation' })).closest('tr')!);
    expect(row.getByText('in Trucks')).toBeTruthy();
    expect(row.getByText('One level has criteria')).toBeTruthy();
  });

  it('retires a skill, and takes it back', async () => {
    const server = aFramework();
    server.on(skills.retireSkill, () => null);
    server.on(skills.updateSkill, () => trucks);
    const { user } = await renderPage('/admin/skills');
    await user.click(await screen.findByRole('button', { name: 'Actions for Trucks' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Retire' }, { timeout: 10_000 }));
    await user.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(server.sentTo(skills.updateSkill)[0]?.body).toEqual({ is_retired: false }));
    expect(server.sentTo(skills.retireSkill)).toHaveLength(1);
  });

  it('is imported only after the preview, and only without a refused row', async () => {
    const server = aFramework();
    const report = (more: Partial<FrameworkReport>): FrameworkReport => ({
      dry_run: true,
      applied: false,
      created: 1,
      changed: 0,
      unchanged: 0,
      refused: 0,
      rows: [
        { row: 2, name: 'Crane', outcome: 'created', changes: [], also_creates: ['Lifting'], problems: [] },
      ],
      ...more,
    });
    const refused = report({
      refused: 1,
      rows: [
        {
          row: 2,
          name: 'Crane',
          outcome: 'refused',
          changes: [],
          also_creates: [],
          problems: [{ column: 'parent', code: 'not_found', message: '' }],
        },
      ],
    });
    let answer = refused;
    server.on(skills.importSkills, ({ body }) =>
      (body as { dry_run: boolean }).dry_run ? answer : report({ dry_run: false, applied: true }),
    );
    const { user } = await renderPage('/admin/skills');
    await user.click(await screen.findByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Import from CSV' }, { timeout: 10_000 }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Import from CSV' }));
    const choose = (text: string) =>
      fireEvent.change(dialog.getByLabelText('CSV file'), {
        target: { files: [new File([text], 'skills.csv', { type: 'text/csv' })] },
      });
    choose('name,parent\nCrane,Nobody\n');
    expect(await dialog.findByText('parent: is not there')).toBeTruthy();
    expect(dialog.getByText('Nothing is imported while a row is refused.')).toBeTruthy();
    const run = () => dialog.getByRole<HTMLButtonElement>('button', { name: /^Import/ });
    expect(run().disabled).toBe(true);
    answer = report({});
    choose('path\nLifting > Crane\n');
    expect(await dialog.findByText('also makes Lifting')).toBeTruthy();
    await user.click(run());
    await waitFor(() =>
      expect(server.sentTo(skills.importSkills).at(-1)?.body).toEqual({
        csv: 'path\nLifting > Crane\n',
        dry_run: false,
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('a skill', () => {
  it('gets a criterion, and is saved with the version that was read', async () => {
    const server = aFramework();
    server.on(skills.updateSkill, () => forklift);
    const { user } = await renderPage(`/admin/skills/${forklift.id}`);
    expect(await screen.findByRole('heading', { level: 1, name: 'Forklift operation' })).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name of level 2' }).value).toBe('Alone');
    await user.click(screen.getByRole('button', { name: 'Add a criterion to level 3' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Ratings' }, { timeout: 10_000 }));
    await user.clear(screen.getByRole('textbox', { name: 'Different people' }));
    await user.type(screen.getByRole('textbox', { name: 'Different people' }), '2');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.sentTo(skills.updateSkill)).toHaveLength(1));
    const sent = server.sentTo(skills.updateSkill)[0]!;
    expect(sent.headers.get('if-match')).toBe('"1"');
    const { level_criteria } = sent.body as { level_criteria: { levels: { criteria: unknown[] }[] } };
    expect(level_criteria.levels.map((one) => one.criteria)).toEqual([
      [],
      [{ kind: 'course', course_id: idOf('c', 1) }],
      [{ kind: 'rating', by: 'any', min_level: 3, count: 2 }],
      [],
      [],
    ]);
    await waitFor(() => expect(window.location.pathname).toBe('/admin/skills'));
  });

  it('is not saved while a course is still to choose', async () => {
    const server = aFramework();
    const { user } = await renderPage('/admin/skills/new');
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Crane');
    await user.click(screen.getByRole('button', { name: 'Add a criterion to level 1' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Course completed' }, { timeout: 10_000 }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText('Please fill in this field.')).toBeTruthy();
    expect(server.sentTo(skills.createSkill)).toEqual([]);
  });
});
