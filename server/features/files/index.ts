/** What other features may use of files: see one, attach one, store one. */
export { filesFeature } from './files.feature.ts';
export { accessFile, registerFileAccess, type SubjectAccess } from './files.policy.ts';
export { fileUrl } from './files.present.ts';
export {
  type BytesToStore,
  readFileBytes,
  releaseFile,
  removeUnused,
  storeBytes,
  useFile,
} from './files.service.ts';
export type { FileRow, FileUse, UseSubject } from './files.sql.ts';
