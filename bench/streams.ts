/**
 * `npm run bench:streams [streams] [messages]`: one change that concerns everybody, told to 5,000 open browsers. The clock runs from
 * before the request that changes something to the moment at which the last stream has its hint; beside it node:http, which writes the
 * same text to as many open answers. Streams are read by this process, on the same machine.
 */
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#server/testing/free-port.ts';
import { courseId } from './dataset.ts';
import { startProcess, stopProcess } from './processes.ts';
import { firstLearner } from './scenarios.ts';
import { openStage, say } from './stage.ts';
import { percentile } from './summary.ts';

const wanted = Number(process.argv[2] ?? 5000);
const messages = Number(process.argv[3] ?? 5);
/** As many tabs as one person may have open. */
const tabs = 20;
const atOnce = 16;
const longestWaitMilliseconds = 15_000;

class Crowd {
  readonly sockets: net.Socket[] = [];
  private expected = '';
  private arrived: number[] = [];
  private began = 0;
  private all: (() => void) | null = null;

  /** Opens streams a few at a time, each until it is ready: a crowd that came at once would be told to come back later. */
  async open(url: URL, tokens: readonly string[]): Promise<void> {
    for (let first = 0; first < tokens.length; first += atOnce)
      await Promise.all(tokens.slice(first, first + atOnce).map((token) => this.openOne(url, token)));
  }

  private openOne(url: URL, token: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(Number(url.port), url.hostname, () =>
        socket.write(
          `GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nAccept: text/event-stream\r\nAuthorization: Bearer ${token}\r\n\r\n`,
        ),
      );
      this.sockets.push(socket);
      let text = '';
      socket.on('error', reject);
      socket.on('close', () => reject(new Error(`a stream was closed: ${text.slice(0, 200)}`)));
      socket.on('data', (data) => {
        text = (text + data.toString('latin1')).slice(-2000);
        if (text.includes('event: ready')) resolve();
        if (this.expected === '' || !text.includes(this.expected)) return;
        text = '';
        this.arrived.push(performance.now() - this.began);
        if (this.arrived.length === this.sockets.length) this.all?.();
      });
    });
  }

  /** @returns when each stream had the text, in milliseconds from the call; those that never had it are missing */
  async hear(text: string, say: () => Promise<unknown>): Promise<number[]> {
    this.expected = text;
    this.arrived = [];
    const everybody = new Promise<void>((resolve) => {
      this.all = resolve;
    });
    this.began = performance.now();
    await say();
    await Promise.race([everybody, sleep(longestWaitMilliseconds)]);
    this.expected = '';
    return this.arrived;
  }

  close(): void {
    for (const socket of this.sockets) {
      socket.removeAllListeners('close');
      socket.destroy();
    }
  }
}

type Heard = { last: number[]; median: number[]; missing: number };

async function measure(crowd: Crowd, send: (n: number) => { text: string; send: () => Promise<unknown> }) {
  const heard: Heard = { last: [], median: [], missing: 0 };
  for (let n = 0; n < messages; n++) {
    const message = send(n);
    const times = await crowd.hear(message.text, message.send);
    heard.last.push(Math.max(...times));
    heard.median.push(percentile(times, 0.5));
    heard.missing += crowd.sockets.length - times.length;
    await sleep(2000);
  }
  return heard;
}

const tell = (name: string, { last, median, missing }: Heard): void =>
  say(
    `${name}: the last of ${wanted} after ${percentile(last, 0.5)} ms (longest ${percentile(last, 1)}), half of them after ${percentile(median, 0.5)} ms, ${missing} never`,
  );

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await sleep(100);
  }
  throw new Error(`nothing listens on ${port}`);
}

async function bare(): Promise<Heard> {
  const barePort = await freePort();
  const child = startProcess(process.execPath, [
    'node_modules/tsx/dist/cli.mjs',
    'bench/bare-streams.ts',
    String(barePort),
  ]);
  const crowd = new Crowd();
  try {
    const url = new URL(`http://127.0.0.1:${barePort}/`);
    await listening(barePort);
    await crowd.open(
      url,
      Array.from({ length: wanted }, () => ''),
    );
    return await measure(crowd, (n) => {
      const text = `"course_id":"${courseId(n + 1)}"`;
      const body = `event: hint\ndata: {"name":"course.changed","ids":{${text}}}\n\n`;
      return { text, send: () => fetch(url, { method: 'POST', body }) };
    });
  } finally {
    crowd.close();
    await stopProcess(child);
  }
}

async function product(): Promise<Heard> {
  const stage = await openStage();
  const crowd = new Crowd();
  try {
    const own = [...(await stage.tokensOf(firstLearner, Math.ceil(wanted / tabs))).values()];
    const trainers = await stage.tokensOf(1, 50);
    const running = await stage.start();
    try {
      await crowd.open(
        new URL(`${running.url}/api/events/`),
        Array.from({ length: wanted }, (_, n) => own[Math.floor(n / tabs)]!),
      );
      return await measure(crowd, (n) => {
        const course = n + 1;
        const send = async () => {
          const answer = await fetch(`${running.url}/api/courses/${courseId(course)}/`, {
            method: 'PATCH',
            headers: {
              authorization: `Bearer ${trainers.get(1 + (course % 50))}`,
              'content-type': 'application/json',
            },
            body: JSON.stringify({ description: `Changed at ${Date.now()}` }),
          });
          if (!answer.ok) throw new Error(`PATCH was answered ${answer.status} ${await answer.text()}`);
        };
        return { text: `"course_id":"${courseId(course)}"`, send };
      });
    } finally {
      crowd.close();
      await running.stop();
    }
  } finally {
    await stage.end();
  }
}

const limit = await bare();
const ours = await product();
tell('\nnode:http alone', limit);
tell('Lyceum', ours);
say(`ratio of the last: ${(percentile(limit.last, 0.5) / percentile(ours.last, 0.5)).toFixed(2)}`);
