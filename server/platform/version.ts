/** The version of this build, from package.json, wherever the program was bundled to. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

// Sources live in server/platform, the bundle in dist/server: both two levels below the package.
const file = path.resolve(import.meta.dirname, '../../package.json');

export const version: string = (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
