// How somebody stands in a skill, including the days around its end.
import { describe, expect, it } from 'vitest';
import { aUserSkill, evidenceOf } from './skills.samples.ts';
import type { UserSkill } from './skills.types.ts';
import { type Standing, standingOf } from './standing.rules.ts';

const today = '2026-11-17';

describe('how somebody stands', () => {
  it.each<[string, Partial<UserSkill>, number | null, Standing]>([
    ['nothing at all', { level: 0 }, 2, 'none'],
    ['a certificate that waits', { level: 0, pending_count: 1 }, 2, 'waiting'],
    [
      'a rejected certificate alone',
      { level: 0, latest_evidence: evidenceOf({ state: 'rejected' }) },
      2,
      'none',
    ],
    ['a level that has ended', { level: 0, latest_evidence: evidenceOf() }, 2, 'ended'],
    ['declared, not endorsed', { level: 3, declared_level: 3 }, null, 'declared'],
    ['declared to the target is still not there', { level: 3, declared_level: 3 }, 3, 'declared'],
    ['proven to the target, declared higher', { level: 5, declared_level: 5, proven_level: 3 }, 3, 'met'],
    ['proven without a target', { level: 3, proven_level: 3, is_endorsed: true }, null, 'proven'],
    ['at the target', { level: 3, proven_level: 3, is_endorsed: true }, 3, 'met'],
    ['above it', { level: 4, proven_level: 4, is_endorsed: true }, 3, 'above'],
    ['below it', { level: 1, proven_level: 1, is_endorsed: true }, 3, 'short'],
    [
      'ends in sixty days',
      { level: 3, proven_level: 3, is_endorsed: true, expires_on: '2027-01-16' },
      3,
      'expiring',
    ],
    [
      'ends in sixty-one days',
      { level: 3, proven_level: 3, is_endorsed: true, expires_on: '2027-01-17' },
      3,
      'met',
    ],
  ])('%s', (_name, skill, target, expected) => {
    expect(standingOf(aUserSkill('Any', skill), target, today)).toBe(expected);
  });
});
