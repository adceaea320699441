/** What an export of the whole product consists of. */
import { platformExport } from '../platform/export/platform.export.ts';
import { type Declared, gatherExports } from '../platform/export/tables.ts';
import { features } from './features.ts';

export const declaredExports = (): Declared =>
  gatherExports([platformExport, ...features.flatMap((feature) => feature.exports ?? [])]);
