/** Configuration: every problem at once, and `.env.example` tells the truth. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError, completeConfig, environmentSchema, readEnvironment } from './config.ts';

describe('an operator configuring Lyceum', () => {
  test('is told every problem at once, by variable', () => {
    const attempt = () =>
      readEnvironment({
        PORT: 'eighty',
        PUBLIC_URL: 'learn.example.org',
        DATABASE_URL: 'mysql://x',
        LOG_LEVEL: 'loud',
      });
    expect(attempt).toThrow(ConfigError);
    for (const name of ['PORT', 'PUBLIC_URL', 'DATABASE_URL', 'LOG_LEVEL'])
      expect(attempt).toThrow(new RegExp(`^ {2}${name}: `, 'm'));
  });

  test('needs nothing for a first try', () => {
    const config = completeConfig(readEnvironment({}), { embedded: true, generated_secret: 'x'.repeat(40) });
    expect(config).toMatchObject({
      PORT: 3000,
      demo: true,
      public_url: 'http://localhost:3000',
      embedded: true,
    });
  });

  test('has the revision from the image, or from Render, which builds without one', () => {
    const revision = (source: Record<string, string>) =>
      completeConfig(readEnvironment({ SESSION_SECRET: 's'.repeat(32), ...source }), { embedded: false })
        .revision;
    expect(revision({})).toBeNull();
    expect(revision({ REVISION: 'unknown' })).toBeNull();
    expect(revision({ REVISION: 'abc' })).toBe('abc');
    expect(revision({ REVISION: 'unknown', RENDER_GIT_COMMIT: 'def' })).toBe('def');
  });

  test('must bring a secret with an own database, and gets no demo there', () => {
    const environment = readEnvironment({ DATABASE_URL: 'postgres://db/lyceum' });
    expect(() => completeConfig(environment, { embedded: false })).toThrow(/SESSION_SECRET/);
    expect(completeConfig({ ...environment, SESSION_SECRET: 's'.repeat(32) }, { embedded: false }).demo).toBe(
      false,
    );
  });

  test('refuses a weak secret', () => {
    expect(() => readEnvironment({ SESSION_SECRET: 'short' })).toThrow(/SESSION_SECRET: At least 32/);
  });

  test('finds every variable in .env.example, and nothing else', () => {
    const text = readFileSync('.env.example', 'utf8');
    const written = [...text.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
    expect(written.toSorted()).toEqual(Object.keys(environmentSchema.shape).toSorted());
  });

  test('finds the real defaults in .env.example', () => {
    const text = readFileSync('.env.example', 'utf8');
    const set = Object.fromEntries(
      [...text.matchAll(/^([A-Z][A-Z_]+)=(.*)$/gm)].map((match) => [match[1], match[2]]),
    );
    expect(readEnvironment(set)).toEqual(readEnvironment({}));
  });
});
