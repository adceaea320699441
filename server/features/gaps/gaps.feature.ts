/** Gaps, as the composition root sees it. */
import { registerEraser } from '#server/features/identity/index.ts';
import type { Feature } from '#server/main/feature.ts';
import { erasePreferences } from './erasing.sql.ts';
import { gapsExport } from './gaps.export.ts';
import { gapsRoutes } from './gaps.routes.ts';

registerEraser('gaps', erasePreferences);

export const gapsFeature: Feature = {
  name: 'gaps',
  service: 'users',
  exports: gapsExport,
  routes: gapsRoutes,
  reactions: [],
  jobs: [],
};
