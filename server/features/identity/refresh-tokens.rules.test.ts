import { describe, expect, it } from 'vitest';
import { judgeToken, type TokenState } from './refresh-tokens.rules.ts';

const now = new Date('2026-10-25T00:30:00.000Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();
const live: TokenState = {
  session_ended_at: null,
  session_expires_at: at(86_400),
  is_active: true,
  expires_at: at(3600),
  spent_at: null,
  successor_spent_at: null,
};

describe('judging a refresh token', () => {
  it.each<[string, Partial<TokenState>, string]>([
    ['live', {}, 'rotate'],
    ['expired this moment', { expires_at: at(0) }, 'refuse'],
    ['one second to live', { expires_at: at(1) }, 'rotate'],
    ['spent this moment', { spent_at: at(0) }, 'repeat'],
    ['spent 20 s ago', { spent_at: at(-20) }, 'repeat'],
    ['spent 20.001 s ago', { spent_at: at(-20.001) }, 'revoke'],
    ['spent just now, successor spent as well', { spent_at: at(-2), successor_spent_at: at(-1) }, 'revoke'],
    ['spent long ago and expired', { spent_at: at(-90_000), expires_at: at(-1000) }, 'revoke'],
    ['spent by a process whose clock is ahead', { spent_at: at(3) }, 'repeat'],
    ['of a session that was ended', { session_ended_at: at(-1) }, 'refuse'],
    ['replayed after the session was ended', { session_ended_at: at(-1), spent_at: at(-90) }, 'refuse'],
    ['of a session past its thirty days', { session_expires_at: at(0) }, 'refuse'],
    ['of a person who was switched off', { is_active: false }, 'refuse'],
  ])('%s', (_, state, verdict) => {
    expect(judgeToken({ ...live, ...state }, now)).toBe(verdict);
  });
});
