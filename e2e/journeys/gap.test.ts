/** From a gap to a closed gap: the learner's page and the manager's table follow by themselves. */
import { afterAll, test } from 'vitest';
import { closeBrowser, signIn, visit } from '../support/browser.ts';
import { apiClient } from '../support/client.ts';
import { newCourse, newPerson, unique } from '../support/prepare.ts';

afterAll(closeBrowser);

test('a learner sees the gap, starts the plan, completes the course, and the gap is closed for both without a reload', async () => {
  const admin = await apiClient('admin@demo.test');
  const skill = await admin.post<{ id: string; name: string }>('/api/skills/', {
    name: unique('Battery handling'),
  });
  const course = await newCourse('Batteries', { texts: ['Handling batteries'] });
  await admin.put(`/api/courses/${course.id}/skills/`, {
    grants: [{ skill_id: skill.id, level: 1 }],
    requires: [],
  });
  const [learner, manager] = [await newPerson('Gabi Gap'), await newPerson('Mads Manager')];
  const position = unique('Battery handler');
  await admin.patch(`/api/users/${learner.id}/`, { position });
  await admin.put(`/api/users/${learner.id}/manager/`, { manager_id: manager.id });
  const positions = await admin.get<{ results: { id: string }[] }>(
    `/api/positions/?search=${encodeURIComponent(position)}`,
  );
  await admin.post('/api/role-profiles/', {
    name: position,
    position_id: positions.results[0]!.id,
    skills: [{ skill_id: skill.id, level: 1 }],
  });

  const second = await visit();
  await signIn(second.page, manager.email);
  await second.page.goto('/team/skills');
  const cell = (state: string) =>
    second.page.getByRole('link', { name: `${learner.name}, ${skill.name}: ${state}` });
  await cell('level 0 of 1, No level yet').waitFor();

  const first = await visit();
  await signIn(first.page, learner.email);
  await first.page.goto('/skills');
  const gap = first.page.getByRole('region', { name: 'Close this gap' });
  await gap.getByText(course.title).waitFor();
  await gap.getByRole('button', { name: 'Start this plan' }).click();
  await gap.getByText(/0\s% done/).waitFor();

  const player = await first.context.newPage();
  await player.goto(`/learn/${course.id}/${course.lessons[0]}`);
  await player.getByRole('button', { name: 'Done, finish the course' }).click();

  await first.page.getByText('No gap is left.').waitFor();
  await gap.waitFor({ state: 'detached' });
  await cell('level 1 of 1, At target').waitFor();

  await first.close();
  await second.close();
});
