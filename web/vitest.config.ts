// Page and component tests of the browser application (`npx vitest run -c web/vitest.config.ts`).
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { tablerIcons } from './build/tabler-icons.ts';
import { themeVariables } from './build/theme-variables.ts';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  plugins: [tablerIcons(), themeVariables(), react()],
  test: {
    name: 'web',
    environment: 'happy-dom',
    include: ['web/**/*.test.{ts,tsx}'],
    setupFiles: [new URL('./testing/setup.ts', import.meta.url).pathname],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    testTimeout: 15_000,
    pool: 'threads',
    maxWorkers: 2,
    restoreMocks: true,
  },
});
