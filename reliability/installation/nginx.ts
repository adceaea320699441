/** The gateway and the front end of an installation: NGINX as an ordinary user, with the files of deploy/nginx as they are shipped. */
import { chmod, chown, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Started } from '../processes.ts';
import { becomesReady, programPath, startLogged, unprivileged } from './programs.ts';

const shipped = (name: string): string => path.join('deploy/nginx', name);

/** Owned by the account that is to write there. */
async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  const { uid, gid } = unprivileged();
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
}

async function startNginx(name: string, folder: string, configuration: string): Promise<Started> {
  const file = path.join(folder, `${name}.conf`);
  await writeFile(file, configuration);
  const args = ['-e', 'stderr', '-p', folder, '-c', file, '-g', 'daemon off;'];
  return startLogged(programPath('nginx')!, args, {
    ...unprivileged(),
    log: path.join(folder, `${name}.log`),
  });
}

/** Serves dist/web on a port of this machine. Only where things are differs from the image. */
export async function startFrontend(folder: string, port: number): Promise<Started> {
  const own = path.join(folder, 'frontend');
  await prepareFolder(own);
  // The checkout may lie where an account without rights cannot read.
  await cp('dist/web', path.join(folder, 'html'), { recursive: true });
  for (const name of ['security-headers.conf', 'security-maps.conf'])
    await cp(shipped(name), path.join(folder, name));
  const configuration = (await readFile(shipped('frontend.conf'), 'utf8'))
    .replaceAll('/tmp/frontend', own)
    .replace('listen 8080', `listen 127.0.0.1:${port}`)
    .replace('/usr/share/nginx/html', path.join(folder, 'html'));
  const started = await startNginx('frontend', folder, configuration);
  await becomesReady(started, `http://127.0.0.1:${port}/healthz`);
  return started;
}

export type Upstreams = { users: number[]; courses: number[]; calendar: number[]; frontend: number[] };

/** The template's variables filled in, as envsubst would. */
async function fillTemplate(file: string, values: Record<string, string>): Promise<string> {
  return (await readFile(file, 'utf8')).replace(/\$\{([A-Z_]+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${file} asks for ${name}`);
    return value;
  });
}

/** Starts the gateway in front of the copies of the services, which listen on these ports. */
export async function startGateway(folder: string, port: number, upstreams: Upstreams): Promise<Started> {
  const own = path.join(folder, 'gateway');
  await prepareFolder(own);
  for (const name of ['services.map', 'plain.conf']) await cp(shipped(name), path.join(folder, name));
  const servers = (ports: number[]) =>
    ports.map((one) => `server 127.0.0.1:${one} max_fails=2 fail_timeout=2s;`).join(' ');
  const configuration = await fillTemplate(shipped('gateway.conf.template'), {
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    GATEWAY_TLS: 'plain.conf',
    NGINX_CONF: folder,
    NGINX_TMP: own,
    USERS_SERVERS: servers(upstreams.users),
    COURSES_SERVERS: servers(upstreams.courses),
    CALENDAR_SERVERS: servers(upstreams.calendar),
    FRONTEND_SERVERS: servers(upstreams.frontend),
    NAME_RESOLVER: '',
    TRUSTED_PROXIES: '',
    FORWARDED_PROTO: '$scheme',
    UPLOAD_LIMIT_MB: '200',
  });
  const started = await startNginx('gateway', folder, configuration);
  await becomesReady(started, `http://127.0.0.1:${port}/api/health/ready/`);
  return started;
}
