/** A trainer plans a series, solves a clash with a free slot, moves a session by keyboard, cancels and restores it. */
import { afterAll, expect, test } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { closeBrowser, signIn, visit } from '../support/browser.ts';
import { apiClient } from '../support/client.ts';
import { subscribe } from '../support/feed.ts';

afterAll(closeBrowser);

type Listed<Row> = { results: Row[] };
type Session = { id: string; title: string; status: string; days: { starts_local: string }[] };

const zone = 'Europe/Copenhagen';
const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
/** The first Tuesday, half a year ahead, whose four weeks have no holiday of the demo and no session of its series. */
const tuesday = (() => {
  for (
    let date = new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10);
    ;
    date = dayAfter(date, 1)
  ) {
    const weeks = [0, 1, 2, 3].map((week) => dayAfter(date, week * 7).slice(5));
    const isTuesday = new Date(date).getUTCDay() === 2;
    if (isTuesday && !weeks.some((day) => /^(12-2[2-9]|12-3.|01-0[1-3]|06-0[4-6])$/.test(day))) return date;
  }
})();
const wednesday = dayAfter(tuesday, 1);

test('a trainer plans a series around a clash, moves one of it with keys, cancels and restores it', async () => {
  const admin = await apiClient('admin@demo.test');
  const trainer = await apiClient('trainer@demo.test');
  const { id: trainer_id } = await trainer.get<{ id: string }>('/api/users/me/');
  const room = await admin.post<{ id: string }>('/api/calendar/rooms/', {
    name: 'Planning room',
    capacity: 10,
    time_zone: zone,
  });
  await trainer.post('/api/calendar/sessions/', {
    title: 'Stands there already',
    time_zone: zone,
    days: [{ starts_local: `${tuesday}T09:00`, ends_local: `${tuesday}T10:00` }],
    room_id: room.id,
    trainer_ids: [trainer_id],
    seats: 10,
  });
  const planned = async () => {
    const { results } = await trainer.get<Listed<Session>>(
      `/api/calendar/sessions/?room_id=${room.id}&from=${dayAfter(tuesday, -2)}T00:00:00Z&to=${dayAfter(tuesday, 60)}T00:00:00Z&view=teaching&page_size=50`,
    );
    return results.filter(({ title }) => title === 'Ladder training');
  };

  const feed = await subscribe(trainer, ['teaching']);

  const { page, close } = await visit();
  await signIn(page, 'trainer@demo.test');
  await page.goto(`/teach/sessions?date=${tuesday}`);
  const panel = page.getByRole('complementary');

  // Planned over what stands there: the clash is named before anything is saved, and a free slot solves it.
  await page.getByRole('button', { name: 'Plan a session' }).click();
  await panel.getByLabel('Title', { exact: true }).fill('Ladder training');
  await panel.getByLabel('Date', { exact: true }).fill(tuesday);
  await panel.getByLabel('From', { exact: true }).fill('09:30');
  await panel.getByLabel('To', { exact: true }).fill('10:30');
  await panel.getByRole('combobox', { name: 'Room', exact: true }).fill('Planning');
  await page.getByRole('option', { name: /Planning room/ }).click();
  await panel.getByText('2 clashes at this time').waitFor();
  await panel.getByRole('link', { name: 'Stands there already' }).first().waitFor();
  const slot = panel.getByRole('list', { name: 'Free for everyone' }).getByRole('button').first();
  await slot.click();
  await panel.getByText(/at this time/).waitFor({ state: 'detached' });

  // Three weeks of it, one date taken out.
  await panel.getByRole('switch', { name: 'Repeat' }).click();
  await panel.getByLabel('Sessions', { exact: true }).fill('4');
  await panel.getByText('4 sessions.').waitFor();
  await panel.getByRole('checkbox').nth(2).click();
  await panel.getByText('3 sessions.').waitFor();
  expect(await axeProblems(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Plan the series' }).click();
  await page.getByText('3 sessions are planned').waitFor();
  await expect.poll(async () => (await planned()).length).toBe(3);
  const first = await feed('Ladder training');
  expect(first.map(({ status }) => status)).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED']);

  // Moved with keys alone: a day on and half an hour later. The drop asks, saving does it.
  const entry = page.getByRole('link', { name: /^Ladder training/ });
  await entry.focus();
  const start = (await planned())[0]!.days[0]!.starts_local;
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page
    .getByRole('status')
    .filter({ hasText: /No clashes/ })
    .waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');
  await panel.getByLabel('Date', { exact: true }).waitFor();
  expect(await panel.getByLabel('Date', { exact: true }).inputValue()).toBe(wednesday);
  expect((await planned())[0]!.days[0]!.starts_local).toBe(start);
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Ladder training is saved').waitFor();
  const later = (await planned())[0]!.days[0]!.starts_local;
  expect(later.slice(0, 10)).toBe(wednesday);
  expect(Date.parse(`${later}Z`) - Date.parse(`${start}Z`)).toBe((24 * 60 + 30) * 60_000);

  // Other calendars have the same three events, one of them at another time.
  const moved = await feed('Ladder training');
  expect(moved.map(({ uid }) => uid)).toEqual(first.map(({ uid }) => uid));
  expect(moved[0]!.sequence).toBeGreaterThan(first[0]!.sequence);
  expect(Date.parse(moved[0]!.starts_at) - Date.parse(first[0]!.starts_at)).toBe((24 * 60 + 30) * 60_000);

  // Cancelled with its reason, still there, and restored.
  await page.getByRole('link', { name: /^Ladder training/ }).click();
  await panel.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Cancel the session' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The ladders are being checked');
  await dialog.getByRole('button', { name: 'Cancel the session' }).click();
  await panel.getByText('The ladders are being checked').waitFor();
  await page.getByRole('link', { name: /^Ladder training.*Cancelled/ }).waitFor();
  expect(await feed('Ladder training')).toMatchObject([
    { uid: first[0]!.uid, status: 'CANCELLED' },
    { status: 'CONFIRMED' },
    { status: 'CONFIRMED' },
  ]);
  await panel.getByRole('button', { name: 'Restore' }).click();
  await panel.getByRole('button', { name: 'Save', exact: true }).waitFor();
  expect((await planned()).map(({ status }) => status)).toEqual(['planned', 'planned', 'planned']);
  const restored = await feed('Ladder training');
  expect(restored.map(({ uid, status }) => `${uid} ${status}`)).toEqual(
    first.map(({ uid }) => `${uid} CONFIRMED`),
  );
  expect(restored[0]!.sequence).toBeGreaterThan(moved[0]!.sequence);
  await close();
});
