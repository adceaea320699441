/** What other features may use of gaps: only its declaration. */
export { gapsFeature } from './gaps.feature.ts';
