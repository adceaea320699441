// What a course teaches and asks for, as its author sets it.
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { skills } from '#contract/skills.ts';
import { idOf, listOf } from '#web/testing/course-samples.ts';
import { pretendServer } from '#web/testing/pretended-server.ts';
import { renderWithProviders } from '#web/testing/render.tsx';
import { aSkill } from '../skills.samples.ts';
import type { CourseSkills } from '../skills.types.ts';
import { CourseSkillsSettings } from './CourseSkillsSettings.tsx';

const course_id = idOf('c', 1);
const [forklift, lifting] = [aSkill('Forklift operation'), aSkill('Load handling')];

async function settings(given: Partial<CourseSkills>) {
  const server = pretendServer();
  let now: CourseSkills = { grants: [], requires: [], can: ['update'], ...given };
  server.on(skills.getCourseSkills, () => now);
  server.on(skills.listSkills, () => listOf([forklift, lifting]));
  server.on(skills.setCourseSkills, ({ body }) => {
    const names = new Map([forklift, lifting].map(({ id, name }) => [id, name]));
    const sent = body as Pick<CourseSkills, 'grants' | 'requires'>;
    now = {
      grants: sent.grants.map((one) => ({ ...one, name: names.get(one.skill_id) ?? '', have_level: 0 })),
      requires: sent.requires.map((one) => ({
        ...one,
        name: names.get(one.skill_id) ?? '',
        have_level: 0,
        met: false,
      })),
      can: ['update'],
    };
    return now;
  });
  const { user } = await renderWithProviders(<CourseSkillsSettings course_id={course_id} />);
  const sent = () => server.sentTo(skills.setCourseSkills).map((one) => one.body);
  return { user, sent };
}

describe('the skills of a course', () => {
  it('are added from a search, and given a level', async () => {
    const { user, sent } = await settings({});
    await user.click(await screen.findByRole('combobox', { name: 'Add a skill it teaches' }));
    await user.click(await screen.findByRole('option', { name: 'Forklift operation' }));
    await waitFor(() =>
      expect(sent()).toEqual([{ grants: [{ skill_id: forklift.id, level: 1 }], requires: [] }]),
    );
    const level = await screen.findByRole('textbox', { name: 'Level of Forklift operation' });
    await user.clear(level);
    await user.type(level, '3');
    await waitFor(() =>
      expect(sent().at(-1)).toEqual({ grants: [{ skill_id: forklift.id, level: 3 }], requires: [] }),
    );
  });

  it('block enrolling only when that is said, and are taken away', async () => {
    const required = {
      skill_id: lifting.id,
      name: lifting.name,
      level: 2,
      have_level: 0,
      met: false,
      enforcement: 'advisory' as const,
    };
    const { user, sent } = await settings({ requires: [required] });
    await user.click(await screen.findByRole('switch', { name: 'No enrolling without Load handling' }));
    await waitFor(() =>
      expect(sent().at(-1)).toEqual({
        grants: [],
        requires: [{ skill_id: lifting.id, level: 2, enforcement: 'blocking' }],
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Remove Load handling' }));
    await waitFor(() => expect(sent().at(-1)).toEqual({ grants: [], requires: [] }));
  });
});
