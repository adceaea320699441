/** What other features may use of reporting: who stands above whom. */

export { createActing } from './acting.service.ts';
export { setManager } from './lines.service.ts';
export { iso, type PersonJson, personJson } from './lines.sql.ts';
export { reportingFeature } from './reporting.feature.ts';
export {
  accessPersonInLine,
  inLine,
  inOwnLine,
  leadersOf,
  mayLead,
  type ReportingRelation,
  reportingRelation,
} from './reporting.policy.ts';
export { presentPerson } from './reporting.present.ts';
