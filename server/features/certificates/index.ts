/** What other features may use of certificates. */
export { type BadgeVerdict, type Judging, judgeBadge } from './badge.rules.ts';
export { certificatesFeature } from './certificates.feature.ts';
export { revokeCertificate } from './certificates.service.ts';
