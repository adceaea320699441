// Administration: health with the cure beside it, the mail log, categories.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { admin, type HealthCheck } from '#contract/admin.ts';
import { type Category as CategorySchema, catalog } from '#contract/catalog.ts';
import { identity } from '#contract/identity.ts';
import { type Mail, notifications } from '#contract/notifications.ts';
import { readMailSearch } from '#web/features/admin/mail-search.ts';
import { administrator, sessionOf } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { inLanguage } from '#web/testing/render.tsx';

const at = '2026-11-17T09:42:07.000Z';
const idOf = (number: number) => `019aa5c0-0000-7000-8000-0000000000${String(number).padStart(2, '0')}`;
const pageOf = <Row,>(results: Row[]) => ({ count: results.length, next: null, previous: null, results });

function anInstallation() {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(administrator));
  return server;
}

describe('the health page', () => {
  const check = (name: string, state: HealthCheck['state'], cure = ''): HealthCheck => ({
    name,
    state,
    detail: `found for ${name}`,
    cure,
  });

  function withChecks(...checks: HealthCheck[]) {
    const server = anInstallation();
    server.on(admin.getHealth, () => ({
      state: 'warn' as const,
      version: '0.1.0',
      demo: false,
      started_at: at,
      checked_at: at,
      process: { name: 'app-1:41', services: ['users', 'courses'], worker: false },
      checks,
    }));
    return server;
  }

  it('says in one sentence what needs somebody, and puts it first with its cure', async () => {
    withChecks(
      check('database', 'ok'),
      check('mail', 'warn', 'Set SMTP_URL.'),
      check('facts', 'fail', 'Look at the log.'),
    );
    await renderPage('/admin/health');
    expect(await screen.findByText('1 of 3 checks needs you: Events.')).toBeTruthy();
    const rows = within(screen.getByRole('list', { name: 'Checks' })).getAllByRole('listitem');
    expect(rows.map((row) => within(row).getByRole('heading').textContent)).toEqual([
      'Events',
      'Mail',
      'Database',
    ]);
    expect(within(rows[0]!).getByText('Needs you')).toBeTruthy();
    expect(within(rows[0]!).getByText('Look at the log.')).toBeTruthy();
    expect(within(rows[1]!).getByText('Worth a look')).toBeTruthy();
  });

  it('says when all is well, and when it was asked', async () => {
    withChecks(check('database', 'ok'), check('clock', 'ok'));
    await renderPage('/admin/health');
    expect(await screen.findByText('All 2 checks are in order.')).toBeTruthy();
    expect(screen.getByText(/Checked Tue.* 17 Nov 2026, 10:42:07 CET/)).toBeTruthy();
  });

  it('asks again when told to, and knows a part it has no word for', async () => {
    const server = withChecks(check('turbines', 'ok'));
    const { user } = await renderPage('/admin/health');
    expect(await screen.findByRole('heading', { name: 'turbines' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Check again' }));
    await waitFor(() => expect(server.sentTo(admin.getHealth)).toHaveLength(2));
  });

  it('speaks German', async () => {
    withChecks(check('mail', 'warn', 'Set SMTP_URL.'), check('database', 'ok'));
    await inLanguage('de', async () => {
      await renderPage('/admin/health');
      expect(await screen.findByText('1 von 2 Prüfungen ist einen Blick wert: E-Mail.')).toBeTruthy();
    });
  });
});

describe('the mail log', () => {
  const mail = (number: number, more: Partial<Mail> = {}): Mail => ({
    id: idOf(number),
    kind: 'enrolled',
    recipient_id: null,
    to_address: `person${number}@nordhavn.example`,
    subject: `Subject ${number}`,
    state: 'sent',
    created_at: at,
    sent_at: at,
    failed_at: null,
    attempts: 1,
    last_attempt_at: at,
    last_error: null,
    ...more,
  });
  const refused = mail(11, {
    state: 'failed',
    sent_at: null,
    failed_at: at,
    attempts: 12,
    last_error: '550 User unknown',
  });

  function withMails(...mails: Mail[]) {
    const server = anInstallation();
    server.on(notifications.listMails, ({ query }) => {
      const state = query.get('state');
      const words = query.get('search') ?? '';
      return pageOf(mails.filter((one) => (!state || one.state === state) && one.subject.includes(words)));
    });
    server.on(notifications.getMail, ({ params }) => {
      const found = mails.find(({ id }) => id === params['id']);
      return found
        ? { ...found, text_body: 'Hello Mikkel,\nyou are enrolled.', html_body: '<p>Hello</p>' }
        : new Refusal('record.not-found');
    });
    return server;
  }

  it('tells how many could not be sent and leads to them', async () => {
    withMails(mail(10), refused);
    const { user } = await renderPage('/admin/mail');
    await user.click(await screen.findByRole('link', { name: '1 mail could not be sent.' }));
    await waitFor(() => expect(screen.queryByText('Subject 10')).toBeNull());
    expect(window.location.search).toBe('?state=failed');
    expect(screen.getByRole('button', { name: /Remove filter State: Not sent/ })).toBeTruthy();
  });

  it('opens a mail beside the list, says why it failed, and sends it again', async () => {
    const server = withMails(mail(10), refused);
    server.on(notifications.resendMail, () => mail(11, { state: 'waiting', sent_at: null }));
    const { user } = await renderPage('/admin/mail');
    await user.click(await screen.findByText('Subject 11'));
    const panel = await screen.findByRole('complementary', { name: 'Subject 11' });
    expect(within(panel).getByText('550 User unknown')).toBeTruthy();
    expect(within(panel).getByText(/you are enrolled/)).toBeTruthy();
    await user.click(within(panel).getByRole('button', { name: 'Send again' }));
    expect(await screen.findByText('The mail is on its way again')).toBeTruthy();
    expect(server.sentTo(notifications.resendMail)).toHaveLength(1);
    await user.keyboard('{Escape}');
  });

  it('says what will be here when there is nothing yet, and helps when filters hide all', async () => {
    withMails();
    const { user } = await renderPage('/admin/mail?kind=reminder');
    await user.click(await screen.findByRole('button', { name: 'Clear all filters' }));
    expect(await screen.findByText('No mail yet')).toBeTruthy();
    expect(screen.getByText('No mail has failed.')).toBeTruthy();
  });

  it.each([
    ['?state=failed&page=2', { state: 'failed', page: 2 }],
    ['?state=evil&kind=x&page=-1&mail=1', { page: 1 }],
    [`?search=%20a%20&mail=${idOf(7)}`, { search: 'a', mail: idOf(7), page: 1 }],
  ])('reads the address %s', (search, state) => {
    const read = readMailSearch(search);
    expect(Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))).toEqual(
      state,
    );
  });
});

describe('the categories', () => {
  type Category = z.infer<typeof CategorySchema>;
  const category = (number: number, name: string, course_count: number): Category => ({
    id: idOf(number),
    name,
    description: `About ${name}`,
    palette: 1,
    course_count,
    created_at: at,
    updated_at: at,
  });

  function withCategories(...given: Category[]) {
    const server = anInstallation();
    let known = given;
    server.on(catalog.listCategories, () => pageOf(known));
    server.on(catalog.createCategory, ({ body }) => {
      const { name, palette } = body as Category;
      if (known.some((one) => one.name === name)) return new Refusal('record.conflict');
      const made = { ...category(50 + known.length, name, 0), palette };
      known = [...known, made];
      return made;
    });
    server.on(catalog.deleteCategory, ({ params }) => {
      known = known.filter(({ id }) => id !== params['id']);
      return null;
    });
    return server;
  }

  it('are listed with their courses', async () => {
    withCategories(category(20, 'Safety', 4), category(21, 'Leadership', 0));
    await renderPage('/admin/categories');
    expect(await screen.findByText('2 categories with 4 courses.')).toBeTruthy();
    expect(screen.getByRole('link', { name: '4 courses' }).getAttribute('href')).toBe(
      `/catalog?category_id=${idOf(20)}`,
    );
    expect(screen.getByText('No course')).toBeTruthy();
  });

  it('are added with a name and colors; a taken name is told at the field', async () => {
    const server = withCategories(category(20, 'Safety', 4));
    const { user } = await renderPage('/admin/categories');
    await user.click(await screen.findByRole('button', { name: 'Add a category' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add a category' });
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('Please fill in this field.')).toBeTruthy();
    await user.click(within(dialog).getByRole('textbox', { name: 'Name' }));
    await user.paste('Safety');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('Another category has this name.')).toBeTruthy();
    await user.click(within(dialog).getByRole('textbox', { name: 'Name' }));
    await user.paste(' first');
    await user.click(within(dialog).getByRole('radio', { name: 'Teal' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('“Safety first” is saved')).toBeTruthy();
    expect(await screen.findByText('Safety first')).toBeTruthy();
    expect(server.sentTo(catalog.createCategory).at(-1)?.body).toEqual({
      name: 'Safety first',
      description: '',
      palette: 5,
    });
  });

  it('are deleted only when no course is in them', async () => {
    withCategories(category(20, 'Safety', 4), category(21, 'Leadership', 0));
    const { user } = await renderPage('/admin/categories');
    await user.click(await screen.findByRole('button', { name: 'Actions for Safety' }));
    expect(await screen.findByText('4 courses are in it. Move them first.')).toBeTruthy();
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Actions for Leadership' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete the category' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete the category “Leadership”?' });
    await user.click(within(dialog).getByRole('button', { name: 'Delete the category' }));
    await waitFor(() => expect(screen.queryByText('Leadership')).toBeNull());
  });

  it('are explained when there is none', async () => {
    withCategories();
    await renderPage('/admin/categories');
    expect(await screen.findByText('No category yet')).toBeTruthy();
  });
});
