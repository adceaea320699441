/** The classroom that runs itself: seats, waiting list, a timed offer, approval by the manager, and mails that calendars understand. */
import ICAL from 'ical.js';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { axeProblems, scrollsSideways } from '../support/axe.ts';
import { closeBrowser, phone, signIn, visit } from '../support/browser.ts';
import { apiClient } from '../support/client.ts';
import { subscribe } from '../support/feed.ts';
import { mailTo, newPerson, type Person, unique } from '../support/prepare.ts';

afterAll(closeBrowser);

const zone = 'Europe/Copenhagen';

/** Wall time in the session's zone, so many days from now. */
const wall = (days: number, time: string): string =>
  `${new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(Date.now() + days * 86_400_000)}T${time}`;

type Planned = { id: string; title: string; days: { id: string }[] };

const aSession = async (more: object = {}): Promise<Planned> =>
  (await apiClient('trainer@demo.test')).post<Planned>('/api/calendar/sessions/', {
    title: unique('Winter driving'),
    description: 'On the yard, in any weather.',
    time_zone: zone,
    days: [{ starts_local: wall(10, '11:00'), ends_local: wall(10, '13:00') }],
    online_url: 'https://meet.example.test/yard',
    trainer_ids: [],
    seats: 1,
    offer_minutes: 120,
    ...more,
  });

async function fine(page: Page): Promise<void> {
  expect(await axeProblems(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
}

/** The event in the newest mail of a kind, as a calendar program reads it. */
async function eventMailed(person: Person, kind: string) {
  const message = await mailTo(person.email, kind);
  const packed = /Content-Type: application\/ics[\s\S]*?\n\n([A-Za-z0-9+/=\s]+)--/.exec(message)![1]!;
  const calendar = new ICAL.Component(ICAL.parse(Buffer.from(packed, 'base64').toString()));
  const event = calendar.getFirstSubcomponent('vevent')!;
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: String(event.getFirstPropertyValue('uid')).split('@')[0],
  };
}

test('a full session has a waiting list, and a seat given back is kept for who waits first', async () => {
  const [anna, ben] = [await newPerson('Anna First'), await newPerson('Ben Waits')];
  const session = await aSession();
  const feedOf = async ({ email }: Person) => subscribe(await apiClient(email), ['sessions']);
  const [annas, bens] = [await feedOf(anna), await feedOf(ben)];
  const uid = expect.stringMatching(session.days[0]!.id);
  const first = await visit();
  const second = await visit({ viewport: phone });
  await signIn(first.page, anna.email);
  await first.page.goto(`/sessions/${session.id}`);
  await first.page.getByText('1 seat is free.').waitFor();
  await fine(first.page);
  await first.page.getByRole('button', { name: 'Book a seat' }).click();
  await first.page.getByText('You have a seat.').waitFor();
  expect(await eventMailed(anna, 'session_booked')).toEqual({ method: 'REQUEST', uid: session.days[0]!.id });

  expect(await annas(session.title)).toMatchObject([{ uid, status: 'CONFIRMED' }]);

  await signIn(second.page, ben.email);
  await second.page.goto(`/sessions/${session.id}`);
  await second.page.getByRole('button', { name: 'Join the waiting list' }).click();
  await second.page.getByText('You are 1st of 1 in the waiting list.').waitFor();
  await fine(second.page);

  expect(await bens(session.title)).toMatchObject([{ uid, status: 'TENTATIVE' }]);

  await first.page.getByRole('button', { name: 'Give the seat back' }).click();
  const dialog = first.page.getByRole('dialog');
  await dialog.getByText('The seat goes to the first person in the waiting list at once.').waitFor();
  await dialog.getByLabel('Reason (optional)').fill('I am ill');
  await dialog.getByRole('button', { name: 'Give the seat back' }).click();
  // Nobody reloads: the offer appears where its person is looking.
  await second.page
    .getByText(/^A seat is kept for you until .* \(1 h 59 min left\)|\(2 h 0 min left\)/)
    .waitFor();
  await fine(second.page);
  await first.page
    .getByText('No seat is free for you yet.')
    .or(first.page.getByText('Join the waiting list'))
    .first()
    .waitFor();
  expect(await eventMailed(anna, 'session_returned')).toEqual({ method: 'CANCEL', uid: session.days[0]!.id });
  expect(await mailTo(ben.email, 'session_offered')).toContain(`/sessions/${session.id}`);

  // Home says it first.
  await second.page.goto('/');
  await second.page.getByText(`A seat in “${session.title}” is kept for you`).waitFor();
  await second.page.getByRole('button', { name: 'Take the seat' }).click();
  await second.page.getByRole('list', { name: 'Your next session' }).getByText('Booked').waitFor();
  expect(await eventMailed(ben, 'session_booked')).toEqual({ method: 'REQUEST', uid: session.days[0]!.id });
  expect(await bens(session.title)).toMatchObject([{ uid, status: 'CONFIRMED' }]);
  expect(await annas(session.title)).toEqual([]);
  await second.page.goto('/sessions?view=mine');
  await second.page.getByRole('link', { name: session.title }).waitFor();
  await fine(second.page);
  await first.close();
  await second.close();
});

test('who runs the session sees its people, books somebody and gives a seat by hand', async () => {
  const [mia, otto] = [await newPerson('Mia Booked'), await newPerson('Otto Waits')];
  const session = await aSession({ seats: 2 });
  const trainer = await visit();
  await signIn(trainer.page, 'trainer@demo.test');
  await trainer.page.goto(`/sessions/${session.id}?tab=people`);
  await trainer.page.getByText('Nobody is booked yet').waitFor();
  await trainer.page.getByRole('button', { name: 'Book people' }).click();
  const dialog = trainer.page.getByRole('dialog');
  for (const { name } of [mia, otto]) {
    await dialog.getByRole('combobox', { name: 'Add a person' }).fill(name);
    await trainer.page.getByRole('option', { name: new RegExp(name) }).click();
  }
  await dialog.getByRole('button', { name: 'Book 2 people' }).click();
  await trainer.page.getByText('2 people booked, 0 waiting').waitFor();
  const table = trainer.page.getByRole('table', { name: `People of “${session.title}”` });
  await table.getByText(mia.name).waitFor();
  await fine(trainer.page);
  await table.getByRole('button', { name: `More for ${mia.name}` }).click();
  await trainer.page.getByRole('menuitem', { name: 'Cancel the booking' }).click();
  const sure = trainer.page.getByRole('dialog');
  await sure.getByLabel('Reason').fill('Needed in the shop');
  await sure.getByRole('button', { name: 'Cancel the booking' }).click();
  await trainer.page.getByText(`The booking of ${mia.name} is cancelled`).waitFor();
  expect(await mailTo(mia.email, 'session_returned')).toContain('Needed in the shop');
  await trainer.close();
});

test('a manager agrees from the link in the mail, and the person sees it where they are', async () => {
  const [lea, mona] = [await newPerson('Lea Asks'), await newPerson('Mona Leads')];
  await (await apiClient('admin@demo.test')).put(`/api/users/${lea.id}/manager/`, { manager_id: mona.id });
  const session = await aSession({ approval: 'manager' });
  const asking = await visit();
  await signIn(asking.page, lea.email);
  await asking.page.goto(`/sessions/${session.id}`);
  await asking.page.getByRole('button', { name: 'Ask for a seat' }).click();
  const dialog = asking.page.getByRole('dialog');
  await dialog.getByLabel(/Why you would like to come/).fill('For the new yard');
  await dialog.getByRole('button', { name: 'Ask for a seat' }).click();
  await asking.page.getByText('Your request waits for your manager.').waitFor();

  const link = /http\S+(\/team\/requests\S+)/.exec(await mailTo(mona.email, 'session_requested'))![1]!;
  const deciding = await visit({ viewport: phone });
  await signIn(deciding.page, mona.email);
  await deciding.page.goto('/team');
  await deciding.page.getByRole('link', { name: '1 request for a seat waits for you.' }).waitFor();
  await deciding.page.goto(link);
  await deciding.page.getByText('For the new yard').waitFor();
  await fine(deciding.page);
  await deciding.page.getByRole('button', { name: `Approve: ${lea.name}` }).click();
  await deciding.page.getByText('Nothing waits for you.').waitFor();
  await asking.page.getByText('You have a seat.').waitFor();
  expect(await eventMailed(lea, 'session_approved')).toEqual({ method: 'REQUEST', uid: session.days[0]!.id });
  await asking.close();
  await deciding.close();
});
