/** What sets this installation apart from others that use the same Redis. */
import { createHash } from 'node:crypto';
import type { Config } from './config.ts';

/** The same in all processes of one installation: made of its secret and its database. */
export const installationPrefix = (config: Pick<Config, 'session_secret' | 'DATABASE_URL'>): string =>
  createHash('sha256')
    .update(
      `${config.session_secret} ${config.DATABASE_URL ? new URL(config.DATABASE_URL).pathname : 'embedded'}`,
    )
    .digest('hex')
    .slice(0, 16);
