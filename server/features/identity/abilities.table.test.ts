import { describe, expect, it } from 'vitest';
import { abilities, roles } from '#contract/abilities.ts';
import { abilitiesOfRole } from './abilities.table.ts';
import { abilitiesOf, grants, strongestRole } from './identity.policy.ts';

const actor = (...held: (typeof roles)[number][]) =>
  ({ kind: 'user', user_id: '', login_session_id: '', role: strongestRole(held), roles: held }) as const;

describe('roles and abilities', () => {
  it('are these; a change here is a change of who may do what', () => {
    const table = Object.fromEntries(
      roles.map((role) => [role, abilities.filter((one) => abilitiesOfRole[role].includes(one))]),
    );
    expect(table).toMatchSnapshot();
  });

  it('L-110: administrators manage people and make courses, instructors make courses, students view and enroll', () => {
    expect(abilitiesOfRole.admin).toEqual(abilities);
    expect(abilitiesOfRole.trainer).toContain('course.create');
    expect(abilitiesOfRole.trainer).not.toContain('user.create');
    expect(abilitiesOfRole.manager).not.toContain('course.create');
    expect(abilitiesOfRole.learner).toEqual(expect.arrayContaining(['course.learn', 'enrollment.create']));
    for (const ability of [
      'user.list',
      'course.create',
      'course.update',
      'enrollment.manage',
      'admin.operate',
    ] as const) {
      expect(abilitiesOfRole.learner).not.toContain(ability);
    }
  });

  it('add up for a person with several roles', () => {
    expect(grants(actor('learner', 'trainer'), 'course.create')).toBe(true);
    expect(grants(actor(), 'account.use')).toBe(false);
    expect(grants({ kind: 'anonymous' }, 'course.learn')).toBe(false);
    expect(grants({ kind: 'system' }, 'admin.operate')).toBe(true);
    expect(abilitiesOf(['manager', 'trainer'])).toEqual(
      abilities.filter((one) => [...abilitiesOfRole.manager, ...abilitiesOfRole.trainer].includes(one)),
    );
  });

  it.each([
    [['learner', 'admin'], 'admin'],
    [['trainer', 'manager'], 'manager'],
    [['learner', 'trainer'], 'trainer'],
    [[], 'learner'],
  ] as const)('%j shows as %s', (held, shown) => {
    expect(strongestRole(held)).toBe(shown);
  });
});
