// Pure parts: what addresses say, what forms find, what devices call themselves, when a session is renewed.
import { describe, expect, it } from 'vitest';
import { deviceOf } from '#web/lib/devices.ts';
import { untilRenewal } from '#web/lib/session.ts';
import { emailProblem, newPasswordProblem } from './account-rules.ts';
import { narrowed, peopleHref, readPeopleSearch } from './people-search.ts';
import { readResetToken } from './reset-token.ts';
import { offsetOf, zoneGroups } from './time-zones.ts';

describe('the address of the people list', () => {
  it('says what is chosen and comes back the same', () => {
    const state = readPeopleSearch(
      '?search=anna&role=trainer&is_active=false&department=R%26D&ordering=-email&page=3',
    );
    expect(state).toMatchObject({
      search: 'anna',
      role: 'trainer',
      is_active: 'false',
      department: 'R&D',
      ordering: '-email',
      page: 3,
    });
    expect(readPeopleSearch(peopleHref(state).split('?')[1] ?? '')).toEqual(state);
    expect(peopleHref(readPeopleSearch(''))).toBe('/manage/people');
    expect(narrowed(state, { role: undefined }).page).toBe(1);
  });
  it.each(['role=root', 'is_active=maybe', 'ordering=password', 'page=-1', 'page=1e9', 'person=../x'])(
    'forgets what makes no sense: %s',
    (search) => {
      expect(peopleHref(readPeopleSearch(search))).toBe('/manage/people');
    },
  );
});

describe('a form about an account', () => {
  it.each([
    ['', 'required'],
    ['  ', 'required'],
    ['anna', 'email'],
    ['anna@host', 'email'],
    ['a b@host.test', 'email'],
    [' anna@host.test ', null],
  ])('e-mail %j: %s', (email, code) => {
    expect(emailProblem(email)).toBe(code);
  });
  it.each([
    ['', 'required'],
    ['1234567', 'too_short'],
    ['🙂🙂🙂🙂🙂🙂🙂', 'too_short'],
    ['x'.repeat(129), 'too_long'],
    ['ANNA@host.test', 'same_as_account'],
    ['a short sentence', null],
  ])('password %j: %s', (password, code) => {
    expect(newPasswordProblem(password, 'anna@host.test')).toBe(code);
  });
});

describe('a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36 Edg/147.0.0.0',
      'Edge',
      'Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      'Safari',
      'macOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36',
      'Chrome',
      'Android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox', 'Linux'],
    ['curl/8.0', null, null],
    ['', null, null],
  ])('%s', (agent, browser, system) => {
    expect(deviceOf(agent)).toEqual({ browser, system });
  });
});

describe('a reset link', () => {
  const token = `${'a'.repeat(22)}.${'b'.repeat(43)}`;
  it('carries its token behind the #', () => {
    expect(readResetToken(`#token=${token}`)).toBe(token);
  });
  it.each(['', '#', '#token=x', `#token=${token}%0d%0a`, '#token=<script>.<script>'])(
    '%j carries none',
    (hash) => {
      expect(readResetToken(hash)).toBeNull();
    },
  );
});

describe('time zones', () => {
  const winter = new Date('2026-01-15T12:00:00Z');
  it('say their distance today, and keep one with an older name', () => {
    expect(offsetOf('Europe/Copenhagen', winter)).toBe('+01:00');
    expect(offsetOf('Europe/Copenhagen', new Date('2026-07-15T12:00:00Z'))).toBe('+02:00');
    expect(offsetOf('UTC', winter)).toBe('+00:00');
    const groups = zoneGroups('Asia/Calcutta', winter);
    const all = groups.flatMap(({ items }) => items.map(({ value }) => value));
    expect(all).toContain('Asia/Calcutta');
    expect(new Set(all).size).toBe(all.length);
    expect(groups.find(({ group }) => group === 'America')?.items).toContainEqual({
      value: 'America/New_York',
      label: 'New York (-05:00)',
    });
  });
});

describe('a session', () => {
  const at = new Date('2026-11-17T10:00:00Z');
  it('is renewed when less than five minutes are left', () => {
    expect(untilRenewal({ access_expires_at: '2026-11-17T10:05:01Z' }, at)).toBe(1000);
    expect(untilRenewal({ access_expires_at: '2026-11-17T10:04:59Z' }, at)).toBe(-1000);
    expect(untilRenewal({ access_expires_at: null }, at)).toBe(Number.POSITIVE_INFINITY);
  });
});
