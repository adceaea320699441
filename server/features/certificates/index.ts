/** What other features may use of certificates. */
export { certificatesFeature } from './certificates.feature.ts';
export { revokeCertificate } from './certificates.service.ts';
