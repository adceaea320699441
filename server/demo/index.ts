/** What the composition root uses of the demo. */
export { demoFeature } from './demo.feature.ts';
export { isDemoThere } from './manifest.ts';
export { removeDemo } from './remove.ts';
export { createDemo, type Say } from './seed.ts';
