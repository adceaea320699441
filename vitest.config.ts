/**
 * Rules and API tests in Node; journeys in a real Chromium, against one process and (installation) through the gateway of a whole
 * installation. Page tests: web/vitest.config.ts.
 */
import { defineConfig } from 'vitest/config';

/**
 * In CI a failed test gets a second try: the machine may be shared and slow. `npm test` names every test that needed it, so that
 * none gets used to it; on a desk a failure is a failure.
 */
const retry = process.env.CI ? 1 : 0;

const ofServer = ['server/**/*.test.ts', 'contract/**/*.test.ts', 'scripts/**/*.test.ts'];

/**
 * Each in a process of its own, because it replaces modules or measures the process that it runs in. All others share one with those
 * before them: loading the product anew takes seconds, and there are hundreds of files.
 */
const alone = [
  'server/features/admin/health.checks.test.ts',
  'server/features/files/files.api.test.ts',
  'server/features/identity/sign-in-timing.api.test.ts',
  'server/main/commands/backup.api.test.ts',
  'server/main/freshness*.api.test.ts',
  'server/platform/facts/wake.test.ts',
  'reliability/security/**/*.test.ts',
];

const server = {
  retry,
  globalSetup: ['server/testing/global-setup.ts'],
  setupFiles: ['server/testing/setup.ts'],
  testTimeout: 20_000,
  hookTimeout: 60_000,
  maxWorkers: 2,
};

export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      include: ['server/**/*.ts'],
      exclude: ['**/*.test.ts', 'server/testing/**', 'server/main/**', '**/*.generated.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: 'coverage',
      thresholds: { lines: 85 },
    },
    projects: [
      { test: { ...server, name: 'server', include: ofServer, exclude: alone, isolate: false } },
      { test: { ...server, name: 'server-alone', include: alone } },
      {
        test: {
          name: 'e2e',
          retry,
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'installation',
          retry,
          include: ['e2e/journeys/*.test.ts', 'reliability/installation/*.test.ts'],
          globalSetup: ['e2e/support/installation-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
