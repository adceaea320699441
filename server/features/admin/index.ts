/** Admin's public face. */
export { adminFeature } from './admin.feature.ts';
export { findNewestBackup, keepRunOfCommand } from './backups.service.ts';
export type { BackupOfSite } from './backups.sql.ts';
