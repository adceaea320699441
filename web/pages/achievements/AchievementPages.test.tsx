// The wall of achievements, the shared page, and defining one.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { achievements, type RuleRecord, type WallAchievement } from '#contract/achievements.ts';
import { assessment } from '#contract/assessment.ts';
import { catalog } from '#contract/catalog.ts';
import { identity } from '#contract/identity.ts';
import { aQuiz, quizId } from '#web/features/assessment/assessment.samples.ts';
import { administrator, learner, nobody, sessionOf } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { inLanguage } from '#web/testing/render.tsx';

const idOf = (number: number) => `019aa5c0-0000-7000-8000-0000000000${String(number).padStart(2, '0')}`;
const at = '2026-11-17T09:42:07.000Z';

const one = (number: number, name: string, more: Partial<WallAchievement> = {}): WallAchievement => ({
  id: idOf(number),
  name,
  description: `About ${name}.`,
  translations: { de: { name: `${name} (deutsch)`, description: 'Auf Deutsch.' } },
  icon: 'star',
  palette: 'gold',
  kind: 'learning_streak',
  earned_at: null,
  award_id: null,
  share_url: null,
  progress: { done: 3, of: 5 },
  ...more,
});
const earned = (number: number, name: string, more: Partial<WallAchievement> = {}) =>
  one(number, name, { earned_at: at, award_id: idOf(number + 50), progress: null, ...more });

function aWall(...results: WallAchievement[]) {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(learner));
  const wall = (list: WallAchievement[]) => ({
    count: list.length,
    next: null,
    previous: null,
    results: list,
    earned_count: list.filter((entry) => entry.earned_at).length,
    total_count: list.length,
  });
  server.on(achievements.getWall, () => wall(results));
  return { server, wall };
}

describe('the wall', () => {
  it('says how many, shows the earned with their day, and how far the next ones are', async () => {
    aWall(earned(1, 'First course'), one(2, 'Five days'));
    await renderPage('/achievements');
    expect(await screen.findByText('You have earned one of 2.')).toBeTruthy();
    const list = screen.getByRole('list', { name: 'Earned' });
    expect(within(list).getByRole('heading', { name: 'First course' })).toBeTruthy();
    expect(within(list).getByText(/17 Nov 2026/)).toBeTruthy();
    const next = screen.getByRole('list', { name: 'Still to come' });
    expect(within(next).getByText('3 of 5 days')).toBeTruthy();
    expect(within(next).getByRole('progressbar', { name: 'Progress of Five days' })).toBeTruthy();
  });

  it('invites who has nothing yet', async () => {
    aWall(one(2, 'Five days'));
    await renderPage('/achievements');
    expect(await screen.findByText('Your first medal is close')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go on learning' })).toBeTruthy();
  });

  it('speaks German, also in the names that have German words', async () => {
    aWall(earned(1, 'First course'), one(2, 'Five days'));
    await inLanguage('de', async () => {
      await renderPage('/achievements');
      expect(await screen.findByRole('heading', { name: 'First course (deutsch)' })).toBeTruthy();
      expect(screen.getByText('3 von 5 Tagen')).toBeTruthy();
    });
  });

  it('makes a public page, shows its address, and takes it back', async () => {
    const url = 'http://localhost:3000/shared/achievement/abcdefghijklmnopqrstuvwx';
    const { server, wall } = aWall(earned(1, 'First course'));
    const award = (share_url: string | null) => {
      const { kind: _kind, progress: _progress, award_id: _award, ...looks } = earned(1, 'First course');
      return {
        ...looks,
        id: idOf(51),
        achievement_id: idOf(1),
        user_id: learner.id,
        display_name: learner.display_name,
        earned_at: at,
        cause: { rule: { kind: 'learning_streak' as const, days: 5 }, done: 5, of: 5 },
        share_url,
        can: ['share'],
      };
    };
    server.on(achievements.shareAward, () => {
      server.on(achievements.getWall, () => wall([earned(1, 'First course', { share_url: url })]));
      return award(url);
    });
    server.on(achievements.unshareAward, () => {
      server.on(achievements.getWall, () => wall([earned(1, 'First course')]));
      return null;
    });
    const { user } = await renderPage('/achievements');
    await user.click(await screen.findByRole('button', { name: 'Share First course' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Make a public page' }));
    expect(await within(dialog).findByDisplayValue(url)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Stop sharing' }));
    expect(await within(dialog).findByRole('button', { name: 'Make a public page' })).toBeTruthy();
    expect(server.sentTo(achievements.unshareAward)).toHaveLength(1);
  });
});

describe('the shared page', () => {
  it('tells a stranger who earned what, when and where', async () => {
    const server = pretendServer();
    server.on(identity.getSession, () => nobody);
    server.on(achievements.getSharedAchievement, () => ({
      recipient_name: 'Sofie Kjær',
      name: 'First course',
      description: 'The first course is completed.',
      translations: {},
      icon: 'book' as const,
      palette: 'indigo' as const,
      earned_on: '2026-11-17',
      organization_name: 'Nordhavn Logistics',
    }));
    await renderPage('/shared/achievement/abcdefghijklmnopqrstuvwx');
    expect(await screen.findByRole('heading', { level: 1, name: 'First course' })).toBeTruthy();
    expect(screen.getByText('Earned by Sofie Kjær')).toBeTruthy();
    expect(screen.getByText(/17 Nov 2026 at Nordhavn Logistics/)).toBeTruthy();
    await waitFor(() => expect(document.title).toContain('First course · Sofie Kjær'));
  });

  it('says when it was taken back', async () => {
    const server = pretendServer();
    server.on(identity.getSession, () => nobody);
    server.on(achievements.getSharedAchievement, () => new Refusal('record.not-found'));
    await renderPage('/shared/achievement/abcdefghijklmnopqrstuvwx');
    expect(await screen.findByText('This page is not shared any more')).toBeTruthy();
  });
});

describe('defining one', () => {
  const record = (more: Partial<RuleRecord> = {}): RuleRecord => ({
    id: idOf(7),
    key: null,
    name: 'Regular',
    description: '',
    translations: {},
    icon: 'flame',
    palette: 'copper',
    rule: { kind: 'learning_streak', days: 5 },
    subjects: {},
    position: 10,
    is_active: true,
    archived_at: null,
    earned_count: 12,
    created_at: at,
    updated_at: at,
    record_version: 3,
    ...more,
  });

  function asAdministrator(...rules: RuleRecord[]) {
    const server = pretendServer();
    server.on(identity.getSession, () => sessionOf(administrator));
    server.on(achievements.listRules, () => ({
      count: rules.length,
      next: null,
      previous: null,
      results: rules,
    }));
    server.on(achievements.getRule, () => rules[0] ?? record());
    server.on(achievements.previewRule, ({ body }) => {
      const { rule } = body as { rule: { days?: number } };
      const people = rule.days === 3 ? [{ user_id: idOf(1), display_name: 'Mikkel Strand' }] : [];
      return { count: people.length, already_count: 0, people_count: 240, people };
    });
    server.on(catalog.listCategories, () => ({ count: 0, next: null, previous: null, results: [] }));
    return server;
  }

  it('lists rules in plain words and how many have each', async () => {
    asAdministrator(
      record(),
      record({
        id: idOf(8),
        name: 'Path',
        rule: { kind: 'quiz_passed', count: 2, min_percent: 90 },
        is_active: false,
      }),
    );
    await renderPage('/admin/achievements');
    expect(await screen.findByText('2 achievements.')).toBeTruthy();
    const rows = screen.getAllByRole('row');
    expect(within(rows[1]!).getByText('Learns on 5 days in a row.')).toBeTruthy();
    expect(within(rows[1]!).getByText('12')).toBeTruthy();
    expect(within(rows[2]!).getByText('Passes 2 different quizzes. With 90 % or more.')).toBeTruthy();
    expect(within(rows[2]!).getByText('Paused')).toBeTruthy();
  });

  it('shows who would get it while the rule changes, and saves what stands there', async () => {
    const server = asAdministrator(record());
    server.on(achievements.updateRule, () => record({ record_version: 4 }));
    const { user } = await renderPage(`/admin/achievements/${idOf(7)}`);
    expect(await screen.findByText('Nobody of 240 people.')).toBeTruthy();
    const days = screen.getByRole('textbox', { name: 'Days in a row' });
    await user.clear(days);
    await user.type(days, '3');
    expect(await screen.findByText('Mikkel Strand', {}, { timeout: 3000 })).toBeTruthy();
    expect(screen.getByText('One of 240 people.')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Crown' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.sentTo(achievements.updateRule)).toHaveLength(1));
    const [sent] = server.sentTo(achievements.updateRule);
    expect(sent!.body).toMatchObject({ icon: 'crown', rule: { kind: 'learning_streak', days: 3 } });
    expect(sent!.headers.get('if-match')).toBe('"3"');
  });

  it('can ask for one quiz, found by typing its title', async () => {
    const server = asAdministrator(record({ rule: { kind: 'quiz_passed', count: 1 } }));
    server.on(assessment.listQuizzes, () => ({
      count: 1,
      next: null,
      previous: null,
      results: [aQuiz({ title: 'Would you stop the truck?' })],
    }));
    server.on(achievements.updateRule, () => record({ record_version: 4 }));
    const { user } = await renderPage(`/admin/achievements/${idOf(7)}`);
    const quiz = await screen.findByRole('combobox', { name: 'Quiz (optional)' });
    await user.type(quiz, 'truck');
    await user.click(await screen.findByRole('option', { name: 'Would you stop the truck?' }));
    expect(screen.queryByRole('textbox', { name: 'How many different quizzes' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.sentTo(achievements.updateRule)).toHaveLength(1));
    expect(server.sentTo(achievements.updateRule)[0]!.body).toMatchObject({
      rule: { kind: 'quiz_passed', quiz_id: quizId },
    });
  });

  it('wants a name, and says at which field the server saw a problem', async () => {
    const server = asAdministrator();
    server.on(
      achievements.createRule,
      () => new Refusal('input.invalid', { errors: [{ path: 'rule.count', code: 'too_big', message: '' }] }),
    );
    const { user } = await renderPage('/admin/achievements/new');
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    expect(server.sentTo(achievements.createRule)).toHaveLength(0);
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Keen');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Some fields need another look.')).toBeTruthy();
    const count = screen.getByRole('textbox', { name: 'How many different courses' });
    expect(count.getAttribute('aria-invalid')).toBe('true');
  });

  it('archives with a way back', async () => {
    const server = asAdministrator(record());
    server.on(achievements.archiveRule, () => record({ archived_at: at, is_active: false }));
    server.on(achievements.restoreRule, () => record({ is_active: false }));
    const { user } = await renderPage(`/admin/achievements/${idOf(7)}`);
    await screen.findByRole('heading', { level: 1, name: 'Regular' });
    await user.click(within(screen.getByRole('main')).getByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Archive' }));
    expect(await screen.findByText('Archived. Whoever has it keeps it.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(server.sentTo(achievements.restoreRule)).toHaveLength(1));
  });
});
