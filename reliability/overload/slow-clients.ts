/** Connections that take for ever: to send a head, to send a body, to read an answer. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../http.ts';
import { isServed, Load } from '../load.ts';
import { percentile, type Report } from '../report.ts';

const each = 200;
const dripMilliseconds = 5000;
const longestSeconds = 30;
const probesPerSecond = 20;

type Slow = { closed_after: number | null; end: () => void };

/** Sends `start` and then a byte now and then; says when the server let go of it. */
function slowSender(port: number, start: string): Slow {
  const socket: Socket = connect(port, '127.0.0.1');
  const since = performance.now();
  const slow: Slow = { closed_after: null, end: () => socket.destroy() };
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(start);
  const drip = setInterval(() => socket.write('a'), dripMilliseconds);
  socket.on('close', () => {
    clearInterval(drip);
    slow.closed_after ??= performance.now() - since;
  });
  return slow;
}

/** Asks for far more than fits into the system's buffers and reads nothing. */
function slowReader(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET /api/schema HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'.repeat(40));
  return socket;
}

/** A reader that reads nothing does not see its end; the server says how many it has let go of. */
async function readersEnded(base: string): Promise<number> {
  const { bytes } = await ask(`${base}/metrics`);
  const line = /lyceum_http_slow_clients_ended_total\{kind="answer"\} (\d+)/.exec(bytes.toString());
  return Number(line?.[1] ?? 0);
}

export async function meetSlowClients(report: Report, base: string, token: string): Promise<void> {
  const port = Number(new URL(base).port);
  const readers = 20;
  const body = `POST /api/progress/ HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{`;
  const kinds = {
    head: Array.from({ length: each }, () => slowSender(port, 'GET /api/courses/ HTTP/1.1\r\nx-slow: ')),
    body: Array.from({ length: each }, () => slowSender(port, body)),
  };
  const reading = Array.from({ length: readers }, () => slowReader(port));
  report.defer(() => {
    for (const one of [...kinds.head, ...kinds.body]) one.end();
    for (const one of reading) one.destroy();
  });
  const probes = new Load();
  probes.start(probesPerSecond, () => ({
    name: 'probe',
    answer: ask(`${base}/api/dashboard/`, { token }),
  }));
  let readersGone: number | null = null;
  for (let second = 1; second <= longestSeconds + 2; second++) {
    await sleep(1000);
    if (readersGone === null && (await readersEnded(base)) >= readers) readersGone = second;
  }
  await probes.stop();
  const never = Number.POSITIVE_INFINITY;
  for (const [kind, slow] of Object.entries(kinds)) {
    const longest = Math.max(...slow.map(({ closed_after }) => closed_after ?? never)) / 1000;
    report.atMost(`slow ${kind}, ${each} connections: last one closed after`, longest, longestSeconds, 's');
  }
  report.atMost(
    `slow reading, ${readers} connections: all closed after`,
    readersGone ?? never,
    longestSeconds,
    's',
  );
  report.zero('others not served meanwhile', probes.shots.filter((shot) => !isServed(shot)).length);
  report.atMost(
    'others meanwhile, p95',
    percentile(
      probes.shots.map(({ milliseconds }) => milliseconds),
      0.95,
    ),
    500,
    'ms',
  );
}
