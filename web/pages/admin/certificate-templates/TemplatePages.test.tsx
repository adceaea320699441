// Designing papers: by pointer, by keys, by numbers; with a way back, and never a paper that could not be checked.
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Layout } from '#contract/certificate-layout.ts';
import { type CertificateTemplate, certificates } from '#contract/certificates.ts';
import { identity } from '#contract/identity.ts';
import { administrator, sessionOf } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';

const id = '019aa5c0-0000-7000-8000-000000000007';
const at = '2026-11-17T09:42:07.000Z';
const words = { font: 'sans', weight: 'regular', size_pt: 14, colour: '#171a23', align: 'start' } as const;
const layout: Layout = {
  page_size: 'a4',
  orientation: 'landscape',
  language: null,
  border: 'double',
  background: { colour: '#fffffb', file_id: null },
  elements: [
    {
      id: 'name',
      kind: 'field',
      field: 'recipient_name',
      x_mm: 20,
      y_mm: 50,
      width_mm: 150,
      height_mm: 15,
      ...words,
    },
    {
      id: 'course',
      kind: 'field',
      field: 'course_title',
      x_mm: 20,
      y_mm: 80,
      width_mm: 150,
      height_mm: 15,
      ...words,
    },
    {
      id: 'number',
      kind: 'field',
      field: 'number',
      x_mm: 20,
      y_mm: 160,
      width_mm: 80,
      height_mm: 8,
      ...words,
    },
    { id: 'qr', kind: 'qr', x_mm: 247, y_mm: 159, width_mm: 30, height_mm: 30 },
  ],
};
const template = (more: Partial<CertificateTemplate> = {}): CertificateTemplate => ({
  id,
  name: 'Ours',
  layout,
  is_default: false,
  archived_at: null,
  course_count: 0,
  certificate_count: 3,
  created_at: at,
  updated_at: at,
  record_version: 4,
  ...more,
});

function withTemplate(one = template()) {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(administrator));
  server.on(certificates.getTemplate, () => one);
  server.on(certificates.listTemplates, () => ({ count: 1, next: null, previous: null, results: [one] }));
  server.on(certificates.updateTemplate, ({ body }) => ({ ...one, ...(body as object), record_version: 5 }));
  return server;
}
const open = () => renderPage(`/admin/certificate-templates/${id}`);
const onPaper = (name: RegExp) =>
  within(screen.getByRole('group', { name: 'The paper' })).getByRole('button', { name });

it('the list says which paper is the default and how often each was issued', async () => {
  withTemplate(template({ is_default: true }));
  await renderPage('/admin/certificate-templates');
  expect(
    await screen.findByText('New certificates use “Ours” unless their course chose another.'),
  ).toBeTruthy();
  expect(within(screen.getAllByRole('row')[1]!).getByText('Default')).toBeTruthy();
});

describe('the editor', () => {
  it('moves with arrow keys, ten with Shift, sizes with Alt, and takes back', async () => {
    withTemplate();
    const { user } = await open();
    await screen.findByRole('group', { name: 'The paper' });
    onPaper(/^Recipient, 20 mm/).focus();
    await user.keyboard('{ArrowRight}');
    expect(onPaper(/^Recipient, 21 mm from the left, 50 mm from the top/)).toBeTruthy();
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(onPaper(/21 mm from the left, 60 mm from the top/)).toBeTruthy();
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(onPaper(/^Recipient.* 151 by 15 mm/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Take back' }));
    await user.click(screen.getByRole('button', { name: 'Take back' }));
    expect(onPaper(/^Recipient, 21 mm from the left, 50 mm from the top/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Do again' }));
    expect(onPaper(/^Recipient.* 60 mm from the top/)).toBeTruthy();
  });

  it('moves by dragging as one step', async () => {
    withTemplate();
    const { user } = await open();
    const paper = await screen.findByRole('group', { name: 'The paper' });
    vi.spyOn(paper, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 594, 420));
    (paper as unknown as SVGSVGElement).setPointerCapture = () => undefined;
    fireEvent.pointerDown(onPaper(/^Recipient, 20 mm/), { button: 0, clientX: 100, clientY: 100 });
    fireEvent.pointerMove(paper, { clientX: 120, clientY: 100 });
    fireEvent.pointerMove(paper, { clientX: 140, clientY: 110 });
    fireEvent.pointerUp(paper);
    expect(onPaper(/^Recipient, 40 mm from the left, 55 mm from the top/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Take back' }));
    expect(onPaper(/^Recipient, 20 mm from the left, 50 mm from the top/)).toBeTruthy();
  });

  it('sends the whole layout with the version it was made from', async () => {
    const server = withTemplate();
    const { user } = await open();
    await screen.findByRole('group', { name: 'The paper' });
    const save = screen.getByRole('button', { name: 'Save' });
    expect(save.hasAttribute('disabled')).toBe(true);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Frame' }), 'none');
    await user.click(save);
    await waitFor(() => expect(server.sentTo(certificates.updateTemplate)).toHaveLength(1));
    const [sent] = server.sentTo(certificates.updateTemplate);
    expect(sent!.body).toEqual({ name: 'Ours', layout: { ...layout, border: 'none' } });
    expect(sent!.headers.get('if-match')).toBe('"4"');
  });

  it('does not save a paper that nobody could check, and says why', async () => {
    withTemplate();
    const { user } = await open();
    await screen.findByRole('group', { name: 'The paper' });
    await user.click(screen.getByRole('button', { name: 'Remove QR code' }));
    expect(screen.getByText(/Nobody could check it/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Save' }).hasAttribute('disabled')).toBe(true);
  });

  it('brings everything onto the page when it is turned', async () => {
    withTemplate();
    const { user } = await open();
    await screen.findByRole('group', { name: 'The paper' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Direction' }), 'portrait');
    expect(onPaper(/^QR code, 180 mm from the left/)).toBeTruthy();
    expect(screen.queryByText('This cannot be saved yet')).toBeNull();
  });

  it('puts something new on the paper and opens its fields', async () => {
    withTemplate();
    const { user } = await open();
    await screen.findByRole('group', { name: 'The paper' });
    await user.click(screen.getByRole('button', { name: 'Add' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Words' }));
    const field = screen.getByRole('textbox', { name: 'Words' });
    await user.clear(field);
    await user.type(field, 'Well done');
    expect(onPaper(/^Well done/)).toBeTruthy();
  });

  it('says so when somebody else was faster', async () => {
    const server = withTemplate();
    server.on(certificates.updateTemplate, () => new Refusal('record.stale'));
    const { user } = await open();
    await screen.findByRole('group', { name: 'The paper' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Frame' }), 'none');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Someone else has changed this/)).toBeTruthy();
  });
});

it('on a phone the elements are a list with number fields', async () => {
  const wide = window.matchMedia;
  window.matchMedia = ((query: string) => ({
    ...wide(query),
    matches: query.includes('639px'),
  })) as typeof wide;
  try {
    withTemplate();
    const { user } = await open();
    const list = await screen.findByRole('list', { name: 'On the paper' });
    expect(screen.queryByRole('group', { name: 'The paper' })).toBeNull();
    await user.click(within(list).getByRole('button', { name: 'QR code' }));
    const left = within(list).getByRole('textbox', { name: 'From the left' });
    await user.clear(left);
    await user.type(left, '100');
    await user.tab();
    await waitFor(() => expect((left as HTMLInputElement).value).toBe('100 mm'));
    expect(screen.getByRole('button', { name: 'Save' }).hasAttribute('disabled')).toBe(false);
  } finally {
    window.matchMedia = wide;
  }
});
