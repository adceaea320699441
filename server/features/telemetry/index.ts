/** What other features may use of telemetry. */
export { telemetryFeature } from './telemetry.feature.ts';
export { countOpenErrors } from './telemetry.service.ts';
