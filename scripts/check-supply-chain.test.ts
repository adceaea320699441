/** The check of what we are given by others finds what it is for. */
import { describe, expect, it } from 'vitest';
import { problemsOf } from './check-supply-chain.ts';

const manifest = {
  dependencies: { fastify: '5.12.8' },
  devDependencies: {},
  optionalDependencies: {},
  allowScripts: { esbuild: true },
};
const fine = { version: '5.12.8', integrity: 'sha512-x', license: 'MIT' };
const problems = (packages: object, more: object = {}) =>
  problemsOf({ ...manifest, ...more }, { '': {}, 'node_modules/fastify': fine, ...packages });

describe('the lockfile', () => {
  it('is fine as it should be', () => {
    expect(problems({ 'node_modules/esbuild': { ...fine, hasInstallScript: true } })).toEqual([]);
  });

  it.each([
    ['without a hash', { 'node_modules/a': { version: '1.0.0', license: 'MIT' } }, 'no sha512'],
    ['with a weak hash', { 'node_modules/a': { ...fine, integrity: 'sha1-x' } }, 'no sha512'],
    [
      'from a repository',
      { 'node_modules/a': { integrity: 'sha512-x', license: 'MIT' } },
      'not from a registry',
    ],
    ['by http', { 'node_modules/a': { ...fine, resolved: 'http://one.test/a.tgz' } }, 'https'],
    [
      'from two sources',
      {
        'node_modules/a': { ...fine, resolved: 'https://one.test/a' },
        'node_modules/b': { ...fine, resolved: 'https://two.test/b' },
      },
      '2 sources',
    ],
    [
      'below a floor, deep inside',
      { 'node_modules/a/node_modules/tar': { ...fine, version: '7.5.6' } },
      'known hole',
    ],
    ['a pre-release of a floor', { 'node_modules/tar': { ...fine, version: '7.5.7-beta.1' } }, 'known hole'],
    ['what is not to be used', { 'node_modules/extract-zip': fine }, 'not to be used'],
    [
      'a licence that does not go with ours',
      { 'node_modules/a': { ...fine, license: 'BUSL-1.1' } },
      'licence',
    ],
    ['half a licence', { 'node_modules/a': { ...fine, license: 'MIT AND BUSL-1.1' } }, 'licence'],
    ['no licence', { 'node_modules/a': { ...fine, license: undefined } }, 'licence'],
    [
      'a script nobody decided on',
      { 'node_modules/a': { ...fine, hasInstallScript: true } },
      'runs a script',
    ],
  ])('is refused: %s', (_what, packages, why) => {
    expect(problems(packages)).toEqual([expect.stringContaining(why)]);
  });

  it('is refused with versions that may move, and with too many packages or scripts', () => {
    expect(problems({}, { dependencies: { fastify: '^5.0.0' } })).toEqual([
      expect.stringContaining('exact version'),
    ]);
    const many = Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`p${n}`, '1.0.0']));
    expect(problems({}, { dependencies: many })).toEqual([expect.stringContaining('41 runtime')]);
    expect(problems({}, { allowScripts: { a: true, b: true, c: true, d: true } })).toEqual([
      expect.stringContaining('4 install'),
    ]);
  });
});
