/** Admin's public face. */
export { adminFeature } from './admin.feature.ts';
