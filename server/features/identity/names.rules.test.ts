/** Rules on names, passwords, phone numbers, time zones and networks. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usernamePattern } from '#contract/values/account.ts';
import { networkOf } from '#server/platform/net/network.ts';
import { passwordProblem } from './passwords.rules.ts';
import { checkPhone, checkTimeZone } from './profiles.rules.ts';
import { displayNameFrom, usernameFrom, usernameTry } from './users.rules.ts';

describe('a username from an e-mail address', () => {
  it.each([
    ['anna.schmidt@example.org', 'anna.schmidt'],
    ['Anna.Schmidt+lms@example.org', 'anna.schmidt'],
    ['"odd local"@example.org', 'oddlocal'],
    ['_._@example.org', 'user'],
    ['+@example.org', 'user'],
    ['用户@example.org', '用户'],
    ['two@signs@example.org', 'twosigns'],
    [`${'x'.repeat(64)}@example.org`, 'x'.repeat(40)],
  ])('%s -> %s', (email, expected) => {
    expect(usernameFrom(email)).toBe(expected);
  });

  it('is one that people might have chosen themselves, with every ending', () => {
    void fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.nat(7),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (email, attempt, random) => {
          expect(usernameTry(usernameFrom(email), attempt, random)).toMatch(usernamePattern);
        },
      ),
    );
  });

  it('makes a name to show', () => {
    expect(displayNameFrom('anna-maria.schmidt@example.org')).toBe('Anna Maria Schmidt');
    expect(displayNameFrom('_@example.org')).toBe('User');
  });
});

describe('a password', () => {
  const owner = { email: 'Anna.Schmidt@example.org', username: 'annaschmidt' };
  it.each([
    ['Lyceum-demo-1', null],
    ['testpass123', null],
    ['correct horse battery staple', null],
    ['пароль на русском', null],
    ['1234567', 'too_short'],
    ['🙂🙂🙂🙂', 'too_short'],
    ['x'.repeat(129), 'too_long'],
    ['🙂'.repeat(128), 'too_common'],
    ['aaaaaaaaaaaa', 'too_common'],
    ['PASSWORD123', 'too_common'],
    ['anna.schmidt@EXAMPLE.org', 'same_as_account'],
    ['Anna.Schmidt', 'same_as_account'],
    ['annaSCHMIDT', 'same_as_account'],
  ])('%s', (password, code) => {
    expect(passwordProblem(password, owner)?.code ?? null).toBe(code);
  });
});

describe('a phone number', () => {
  it.each([
    ['', ''],
    ['   ', ''],
    ['+49 30 901820', '+4930901820'],
    ['0049 (30) 90-18-20', '+4930901820'],
    ['+1 (202) 555-0143', '+12025550143'],
    ['+44 7400 123456', '+447400123456'],
  ])('%j is kept as %j', (written, kept) => {
    expect(checkPhone(written)).toBe(kept);
  });
  it.each([
    '030 901820',
    '+49',
    '+999 123456789',
    'call me',
    '+1 202 555 0143 ext 7',
    '+4930901820<script>',
    '+49 30 90182012345678',
  ])('%j is refused by name', (written) => {
    expect(() => checkPhone(written)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ path: 'phone_number' })] }),
    );
  });
});

describe('a time zone', () => {
  it.each(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'])('%s is kept', (name) => {
    expect(checkTimeZone(name)).toBe(name);
  });
  it('is kept in its usual capitals', () => {
    expect(checkTimeZone('europe/berlin')).toBe('Europe/Berlin');
  });
  it.each(['', '+02:00', 'Mars/Olympus', 'Europe/Berlin\u0000', '../etc/passwd'])(
    '%j is refused by name',
    (name) => {
      expect(() => checkTimeZone(name)).toThrow(
        expect.objectContaining({ fields: [expect.objectContaining({ path: 'time_zone' })] }),
      );
    },
  );
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('%s -> %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
