/** The demo, as the composition root sees it: one endpoint, so that an administrator can remove it with a button. */
import { demo } from '#contract/demo.ts';
import type { Feature } from '#server/main/feature.ts';
import { bind } from '#server/platform/http/bind.ts';
import { removeDemo } from './remove.ts';

const demoRoutes = bind(demo, { removeDemo: (ctx) => removeDemo(ctx) });

export const demoFeature: Feature = {
  name: 'demo',
  service: 'users',
  routes: demoRoutes,
  reactions: [],
  jobs: [],
};
