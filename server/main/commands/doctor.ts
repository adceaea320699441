/** `lyceum doctor`: every check, whatever the others say. Exit code 1 when one fails. */
import path from 'node:path';
import pg from 'pg';
import {
  type Config,
  ConfigError,
  completeConfig,
  type Environment,
  readEnvironment,
} from '../../platform/config.ts';
import { checkDisk, checkMigration, type Finding, good } from '../../platform/db/preflight.ts';
import {
  checkBackups,
  checkBuild,
  checkClock,
  checkConnections,
  checkDataFolder,
  checkDurability,
  checkMail,
  checkNode,
  checkPort,
  checkRedis,
  checkStorage,
  examine,
} from '../../platform/doctor.ts';
import { type Call, Refusal } from '../cli/command.ts';
import { isFailing, sayFindings } from '../cli/findings.ts';
import { say, sayJson } from '../cli/say.ts';
import { migrationsFolder, packageRoot, withDatabase } from '../site.ts';

export async function examineInstallation(call: Call): Promise<number> {
  const findings = await listFindings();
  const isWell = !isFailing(findings);
  if (call.has('json')) sayJson({ well: isWell, findings });
  else {
    sayFindings(findings);
    const failed = findings.filter((one) => one.state === 'fail').length;
    const warned = findings.filter((one) => one.state === 'warn').length;
    say('');
    say(`${findings.length} checks: ${failed} failed, ${warned} worth a look.`);
  }
  return isWell ? 0 : 1;
}

async function listFindings(): Promise<Finding[]> {
  const findings = [await checkNode(), await checkBuild(packageRoot)];
  const read = readConfiguration();
  findings.push(...read.findings);
  const { environment, config } = read;
  if (!environment) return findings;
  const dataDir = path.resolve(environment.DATA_DIR);
  findings.push(await examine('data folder', () => checkDataFolder(dataDir)));
  findings.push(...(await checkDatabase(config)));
  if (!config) return findings;
  const others: [string, () => Promise<Finding>][] = [
    ['redis', () => checkRedis(config)],
    ['mail', () => checkMail(config)],
    ['storage', () => checkStorage(config)],
    ['port', () => checkPort(config)],
    ['backup', () => checkBackups(config, new Date())],
  ];
  for (const [name, check] of others) findings.push(await examine(name, check));
  if (!config.embedded) findings.push(await examine('disk', () => checkDisk(dataDir)));
  return findings;
}

/** All problems at once; what can be looked at without a sound configuration is still looked at. */
function readConfiguration(): { findings: Finding[]; environment?: Environment; config?: Config } {
  const cure = 'See .env.example.';
  try {
    const environment = readEnvironment(process.env);
    try {
      const embedded = !environment.DATABASE_URL;
      // The generated secret is not needed here, only that there may be one.
      const config = completeConfig(environment, {
        embedded,
        ...(embedded ? { generated_secret: 'x'.repeat(32) } : {}),
      });
      return { findings: [good('configuration', 'Every variable is sound')], environment, config };
    } catch (error) {
      return { findings: problemsOf(error, cure), environment };
    }
  } catch (error) {
    return { findings: problemsOf(error, cure) };
  }
}

function problemsOf(error: unknown, cure: string): Finding[] {
  if (!(error instanceof ConfigError)) throw error;
  const lines = error.message.split('\n').slice(1);
  return lines.map((line) => ({ name: 'configuration', state: 'fail', detail: line.trim(), cure }));
}

async function checkDatabase(config: Config | undefined): Promise<Finding[]> {
  try {
    return await withDatabase({ make: false }, async ({ connection_string, embedded_in }) => {
      const { findings } = await checkMigration({
        connection_string,
        folder: migrationsFolder,
        data_dir: embedded_in,
      });
      if (findings[0]?.state === 'fail') return findings;
      const client = new pg.Client({
        connectionString: connection_string,
        application_name: 'lyceum-doctor',
      });
      client.on('error', () => undefined);
      await client.connect();
      try {
        findings.push(await examine('durability', () => checkDurability(client)));
        findings.push(await examine('clock', () => checkClock(client)));
        if (config) findings.push(await examine('connections', () => checkConnections(client, config)));
        return findings;
      } finally {
        await client.end();
      }
    });
  } catch (error) {
    const state = error instanceof Refusal ? 'warn' : 'fail';
    const cure = error instanceof Refusal ? 'The first start makes one.' : 'See the sentence itself.';
    return [{ name: 'database', state, detail: (error as Error).message, cure }];
  }
}
