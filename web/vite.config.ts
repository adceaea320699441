// How the browser application is built: root web/, output dist/web, one chunk per page, no inline script or style.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { contractAddresses, contractData } from './build/contract-addresses.ts';
import { tablerIcons } from './build/tabler-icons.ts';
import { themeVariables } from './build/theme-variables.ts';

const fileOf = (path: string) => new URL(path, import.meta.url).pathname;
const withStories = process.env.STORIES === '1';

/** Plain fields and patterns: small, on most pages, and free of floating parts, dialogs, tables and charts. */
const commonParts = [
  /@tabler\/icons-react/,
  /@mantine\/(hooks|core\/esm\/core)\//,
  /@mantine\/core\/esm\/components\/(Input|InputBase|TextInput|NativeSelect|CloseButton|Skeleton)\//,
  /@mantine\/core\/esm\/components\/(Anchor|Badge|Card|Flex|Group|Paper|Stack|Text|Title)\//,
  /web\/ui\/(?!ActionMenuFloating|LevelBar|Timeline|BulkBar|ConfirmDialog|CsvImportDialog|Data|FileDrop|Prose|TransferRow|\w*Chart)/,
  /web\/lib\/(?!devices|report)/,
];

/** Icons of the catalog and of the patterns it uses; all others belong to the screens on which one works. */
const publicIcons = new Set(
  ['ui', 'features/catalog', 'pages'].flatMap((folder) =>
    readdirSync(fileOf(folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && (folder !== 'pages' || file === 'CatalogPage.tsx'))
      .flatMap(
        (file) => readFileSync(path.join(fileOf(folder), file), 'utf8').match(/\bIcon[A-Z]\w+/g) ?? [],
      ),
  ),
);

/** Patterns of the screens on which one works: forms, side panels, tables. The public pages do without them. */
const workParts = [
  /web\/ui\/(FormActions|ErrorSummary|form-problems|SaveState|use-unsaved-guard|SidePanel|Columns|PersonCard|LessonRow)\./,
  /web\/ui\/(send-with-progress|file-drop|use-transfers|TableTools|use-column-choice|csv|data-table|use-undo-toast)\./,
  /web\/ui\/(chart-scale|use-width|DueDate)\.|web\/lib\/end-of-day/,
  /@tabler\/icons-react\/dist\/esm\/icons\//,
];

const isWorkPart = (id: string) =>
  workParts.some((part) => part.test(id)) && !publicIcons.has(path.basename(id, '.mjs'));

const { version } = JSON.parse(readFileSync(fileOf('../package.json'), 'utf8')) as { version: string };

export default defineConfig({
  root: fileOf('.'),
  define: { 'import.meta.env.VITE_VERSION': JSON.stringify(version) },
  publicDir: 'public',
  plugins: [contractAddresses(), contractData(), tablerIcons(), themeVariables(), react()],
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env.LYCEUM_API ?? 'http://127.0.0.1:3000', changeOrigin: false } },
  },
  // Icons are ES modules one by one; bundling them beforehand would start over with every new icon.
  optimizeDeps: { exclude: ['@tabler/icons-react'] },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: true,
    // Read by scripts/budget.ts.
    manifest: true,
    rolldownOptions: {
      input: withStories ? [fileOf('index.html'), fileOf('stories.html')] : [fileOf('index.html')],
      output: {
        codeSplitting: {
          // Few requests, and no page's code in another page's first view: react · what the entry needs · base texts
          // by language · the parts that most pages share. The rest is split by itself. (`entriesAware` merging is
          // tempting, but it broke the order of execution.)
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 5 },
            { name: 'texts-en', test: /web\/(lib|ui|shell)\/locales\/en\.json/, priority: 4 },
            { name: 'texts-de', test: /web\/(lib|ui|shell)\/locales\/de\.json/, priority: 4 },
            { name: 'app', tags: ['$initial'], priority: 3 },
            {
              name: 'ui',
              test: (id) => commonParts.some((part) => part.test(id)) && !isWorkPart(id),
              minShareCount: 2,
              priority: 2,
            },
            { name: 'work', test: isWorkPart, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
});
