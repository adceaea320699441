/** What others may use of imports: the feature itself, and starting and confirming one (the command does). */
export { importsFeature } from './imports.feature.ts';
export { confirmImport, createImport, getImport } from './imports.service.ts';
