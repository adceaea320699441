// Rooms and holidays as an administrator finds them.
import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { calendar, type Holiday, type Room } from '#contract/calendar.ts';
import { identity } from '#contract/identity.ts';
import { aRoom, aSessionDetail, sampleId } from '#web/features/calendar/calendar.samples.ts';
import { administrator, page, sessionOf } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';

beforeAll(async () => {
  await import('#web/ui/ActionMenuFloating.tsx');
});

function anOffice(rooms: Room[], holidays: Holiday[] = []) {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(administrator));
  server.on(calendar.listRooms, () => page(rooms));
  server.on(calendar.listHolidays, () => page(holidays));
  return server;
}

describe('rooms', () => {
  it('say what they are for while there are none, and the first one is added there', async () => {
    const server = anOffice([]);
    server.on(calendar.createRoom, () => aRoom(1));
    const { user } = await renderPage('/admin/rooms');
    expect(await screen.findByRole('heading', { name: 'No rooms yet' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add a room' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Add a room' }));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(dialog.getByText('Please fill in this field.')).toBeTruthy();
    await user.type(dialog.getByLabelText('Name'), 'Skagen');
    await user.click(dialog.getByRole('checkbox', { name: 'Projector' }));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.sentTo(calendar.createRoom)).toHaveLength(1));
    expect(server.sentTo(calendar.createRoom)[0]!.body).toMatchObject({
      name: 'Skagen',
      capacity: 12,
      equipment: ['projector'],
    });
  });

  it('open what is to come in them', async () => {
    const server = anOffice([aRoom(1)]);
    server.on(calendar.listTrainingSessions, () => page([aSessionDetail()]));
    const { user } = await renderPage('/admin/rooms');
    await user.click(await screen.findByRole('button', { name: '2, sessions to come in Skagen' }));
    const panel = within(await screen.findByRole('complementary', { name: 'Skagen' }));
    const link = await panel.findByRole('link', { name: 'Handling lithium batteries' });
    expect(link.getAttribute('href')).toBe(`/sessions/${sampleId(1)}`);
  });

  it('that are still needed are not archived, and it says why', async () => {
    const server = anOffice([aRoom(1)]);
    server.on(calendar.archiveRoom, () => new Refusal('record.in-use'));
    const { user } = await renderPage('/admin/rooms');
    await user.click(await screen.findByRole('button', { name: 'Actions for Skagen' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Archive' }));
    expect(await screen.findByText('2 sessions are still planned in Skagen. Move them first.')).toBeTruthy();
  });
});

describe('holidays', () => {
  const christmas = {
    id: sampleId(600),
    name: 'Christmas',
    starts_on: '2026-12-24',
    ends_on: '2026-12-26',
    record_version: 2,
  };

  it('are changed, and deleted with a way back', async () => {
    const server = anOffice([], [christmas]);
    server.on(calendar.updateHoliday, () => christmas);
    server.on(calendar.deleteHoliday, () => null);
    server.on(calendar.createHoliday, () => christmas);
    const { user } = await renderPage('/admin/holidays');
    expect(await screen.findByText('Thu 24 Dec 2026 to Sat 26 Dec 2026')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Actions for Christmas' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Change' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Change Christmas' }));
    await user.type(dialog.getByLabelText('Name'), ' days');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.sentTo(calendar.updateHoliday)).toHaveLength(1));
    const sent = server.sentTo(calendar.updateHoliday)[0]!;
    expect(sent.headers.get('if-match')).toBe('"2"');
    expect(sent.body).toEqual({ name: 'Christmas days', starts_on: '2026-12-24', ends_on: '2026-12-26' });
    await user.click(screen.getByRole('button', { name: 'Actions for Christmas' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await user.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(server.sentTo(calendar.createHoliday)).toHaveLength(1));
  });
});
