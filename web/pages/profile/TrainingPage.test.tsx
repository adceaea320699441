// How somebody likes to learn, as they say it.
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { catalog } from '#contract/catalog.ts';
import { gaps } from '#contract/gaps.ts';
import { identity } from '#contract/identity.ts';
import { learner, page, sessionOf } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer } from '#web/testing/pretended-server.ts';

const unsaid = {
  formats: [],
  topics: [],
  times: [],
  language: null,
  pace_minutes_per_week: null,
  updated_at: null,
};

describe('how I like to learn', () => {
  it('keeps formats, times, language and pace', async () => {
    const server = pretendServer();
    server.on(identity.getSession, () => sessionOf(learner));
    server.on(catalog.listCategories, () => page<never>([]));
    server.on(gaps.getTrainingPreferences, () => unsaid);
    server.on(gaps.updateTrainingPreferences, ({ body }) => ({
      ...unsaid,
      ...(body as object),
      updated_at: '2026-11-17T09:00:00.000Z',
    }));
    const { user } = await renderPage('/profile/training');
    expect(await screen.findByRole('heading', { name: 'How I like to learn' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Learning', current: 'page' })).toBeTruthy();
    await user.click(await screen.findByRole('checkbox', { name: 'Video' }));
    await user.click(screen.getByRole('checkbox', { name: 'Weekday evenings' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Language' }), 'Deutsch');
    await user.type(screen.getByRole('textbox', { name: 'Minutes a week' }), '90');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.sentTo(gaps.updateTrainingPreferences)).toHaveLength(1));
    expect(server.sentTo(gaps.updateTrainingPreferences)[0]!.body).toEqual({
      formats: ['video'],
      topics: [],
      times: ['weekday_evening'],
      language: 'de',
      pace_minutes_per_week: 90,
    });
    expect(await screen.findByText('Saved')).toBeTruthy();
  });
});
