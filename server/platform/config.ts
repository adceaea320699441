/**
 * Configuration: one schema, read from the environment once, all problems reported together.
 * `.env.example` documents every variable; a test holds the two against each other.
 */
import * as z from 'zod';

const flag = (fallback: boolean) =>
  z
    .enum(['1', '0', 'true', 'false', ''])
    .optional()
    .transform((value) =>
      value === undefined || value === '' ? fallback : value === '1' || value === 'true',
    );

const allServices = ['users', 'courses', 'calendar'] as const;
export type ServiceName = (typeof allServices)[number];

export const environmentSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'Expected postgres://…')
    .optional(),
  DATABASE_REPLICA_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'Expected postgres://…')
    .optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  DATABASE_STATEMENT_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(600).default(15),
  DATABASE_LOCK_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(600).default(5),
  MIGRATE: flag(true),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'Expected redis://…')
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'Expected smtp://…')
    .optional(),
  MAIL_FROM: z.string().min(3).default('Lyceum <no-reply@localhost>'),
  STORAGE_URL: z
    .string()
    .regex(/^(file|s3):\/\//, 'Expected file:///folder or s3://bucket')
    .optional(),
  DEMO: z.enum(['1', '0', 'true', 'false', '']).optional(),
  REGISTRATION: z.enum(['open', 'closed']).default('open'),
  ACTIVITY_LOG: z.enum(['on', 'off']).default('on'),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(10, 'At least 10 characters').optional(),
  ORGANIZATION_NAME: z.string().min(1).max(100).optional(),
  SERVICES: z
    .string()
    .default(allServices.join(','))
    .transform((value) =>
      value
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '' && one !== 'none'),
    )
    .pipe(z.array(z.enum(allServices))),
  WORKER: flag(true),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SESSION_SECRET: z.string().min(32, 'At least 32 characters').optional(),
  METRICS_TOKEN: z.string().min(16, 'At least 16 characters').optional(),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  /** Gateways in front of this process that set X-Forwarded-For; 0 trusts nobody's word. */
  TRUST_PROXY: z
    .enum(['', 'false', 'true', ...Array.from({ length: 10 }, (_, hops) => String(hops))])
    .default('0')
    .transform((value) => (value === 'true' ? 1 : Number(value === 'false' ? 0 : value))),
  UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).max(10_240).default(200),
  RATE_LIMIT_ADDRESS: z.coerce.number().int().min(1).max(1_000_000).default(1200),
  RATE_LIMIT_ACCOUNT: z.coerce.number().int().min(1).max(1_000_000).default(600),
  OVERLOAD_WAIT_SECONDS: z.coerce.number().min(0).max(60).default(1),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  REVISION: z.string().max(100).optional(),
  RENDER_GIT_COMMIT: z.string().max(100).optional(),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_AT: z
    .string()
    .regex(/^(off|elsewhere|([01]\d|2[0-3]):[0-5]\d)$/, 'Expected HH:MM (UTC), elsewhere or off')
    .optional(),
  BACKUP_KEEP_DAYS: z.coerce.number().int().min(1).max(3650).default(14),
});

export type Environment = z.infer<typeof environmentSchema>;

/** What the process runs with: the environment, plus what had to be found or generated at start. */
export type Config = Omit<
  Environment,
  | 'DEMO'
  | 'SESSION_SECRET'
  | 'ADMIN_EMAIL'
  | 'ADMIN_PASSWORD'
  | 'ORGANIZATION_NAME'
  | 'REVISION'
  | 'RENDER_GIT_COMMIT'
> & {
  ORGANIZATION_NAME: string;
  /** True when the database is the embedded one. */
  embedded: boolean;
  demo: boolean;
  session_secret: string;
  public_url: string;
  /** The commit this was built from; a roll-out waits for it. */
  revision: string | null;
};

export class ConfigError extends Error {}

/**
 * @throws ConfigError naming every variable that is wrong, one per line
 */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.') || '(environment)'}: ${issue.message}`,
  );
  throw new ConfigError(`The configuration is not valid:\n${lines.join('\n')}`);
}

/** Secrets may be generated only for the embedded database; a real one must bring its own, or restarts would sign everyone out. */
export function completeConfig(
  environment: Environment,
  found: { embedded: boolean; generated_secret?: string },
): Config {
  const { DEMO, SESSION_SECRET, ADMIN_EMAIL, ADMIN_PASSWORD, REVISION, RENDER_GIT_COMMIT, ...rest } =
    environment;
  const secret = SESSION_SECRET ?? found.generated_secret;
  if (!secret)
    throw new ConfigError(
      'The configuration is not valid:\n  SESSION_SECRET: required with DATABASE_URL (at least 32 random characters)',
    );
  const demo = DEMO === undefined || DEMO === '' ? found.embedded : DEMO === '1' || DEMO === 'true';
  return {
    ...rest,
    // The demo's people, courses and certificates speak of this company.
    ORGANIZATION_NAME: rest.ORGANIZATION_NAME ?? (demo ? 'Nordhavn Logistics' : 'Lyceum'),
    embedded: found.embedded,
    demo,
    session_secret: secret,
    // Render builds the image without arguments, so that its REVISION is the default of the Dockerfile.
    revision: (REVISION === 'unknown' ? undefined : REVISION) ?? RENDER_GIT_COMMIT ?? null,
    public_url: (environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`).replace(/\/$/, ''),
  };
}
