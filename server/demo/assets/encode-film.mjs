/**
 * Makes why-trucks-tip.webm from the drawings in why-trucks-tip.js. Run by hand after changing those:
 *
 *     node server/demo/assets/encode-film.mjs
 *
 * The frames are encoded as VP9 by the browser that the tests use; the WebM around them is written here, because a file from
 * MediaRecorder carries neither its length nor an index, so players could not seek in it.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

const folder = import.meta.dirname;
const framesPerSecond = 12;
const secondsPerKeyFrame = 6;
const bitrate = 31_000;

/** Frames of the film as `{ bytes, key, milliseconds }`, encoded in a real browser. */
async function encodeFrames() {
  // The packaged Chromium unpacks its libraries only when it believes to be in the cloud it was packaged for.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  const [{ chromium }, { default: packaged }] = await Promise.all([
    import('playwright-core'),
    import('@sparticuz/chromium'),
  ]);
  const server = createServer(async (request, response) => {
    const name = path.basename(request.url.split(/[?#]/)[0]);
    response.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'text/html');
    response.end(await readFile(path.join(folder, name)).catch(() => ''));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: await packaged.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/why-trucks-tip.html#still`);
    return await page.evaluate(encodeInPage, {
      framesPerSecond,
      keyEvery: framesPerSecond * secondsPerKeyFrame,
      bitrate,
    });
  } finally {
    await browser.close();
    server.close();
  }
}

/** Runs in the page: draws every frame and hands it to the encoder. */
async function encodeInPage({ framesPerSecond, keyEvery, bitrate }) {
  const { film } = window;
  const canvas = document.querySelector('canvas');
  const frames = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      frames.push({
        bytes: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
        key: chunk.type === 'key',
        milliseconds: Math.round(chunk.timestamp / 1000),
      });
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({
    codec: 'vp09.00.10.08',
    width: 640,
    height: 360,
    bitrate,
    framerate: framesPerSecond,
    latencyMode: 'quality',
  });
  const count = Math.round(film.seconds * framesPerSecond);
  for (let index = 0; index < count; index++) {
    film.draw(canvas.getContext('2d'), index / framesPerSecond);
    const frame = new VideoFrame(canvas, { timestamp: Math.round((index / framesPerSecond) * 1e6) });
    encoder.encode(frame, { keyFrame: index % keyEvery === 0 });
    frame.close();
    while (encoder.encodeQueueSize > 8) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await encoder.flush();
  return { frames, seconds: film.seconds };
}

/** One EBML element: id, length, content. */
function element(id, content) {
  const body = Array.isArray(content) ? Buffer.concat(content) : content;
  const idBytes = Buffer.from(id.toString(16).padStart(2, '0'), 'hex');
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(0x0100000000000000n | BigInt(body.length));
  // A short length fits one byte; programs that sniff look for “webm” within the first few dozen.
  return Buffer.concat([idBytes, body.length < 127 ? Buffer.from([0x80 | body.length]) : size, body]);
}

const number = (id, value, bytes = 4) => {
  const body = Buffer.alloc(8);
  body.writeBigUInt64BE(BigInt(value));
  return element(id, body.subarray(8 - bytes));
};
const text = (id, value) => element(id, Buffer.from(value, 'utf8'));
const float = (id, value) => {
  const body = Buffer.alloc(8);
  body.writeDoubleBE(value);
  return element(id, body);
};

/** A WebM file with one video track, an index (Cues) before the first frame, and its length. */
function webm({ frames, seconds }) {
  const header = element(0x1a45dfa3, [
    number(0x4286, 1, 1),
    number(0x42f7, 1, 1),
    number(0x42f2, 4, 1),
    number(0x42f3, 8, 1),
    text(0x4282, 'webm'),
    number(0x4287, 4, 1),
    number(0x4285, 2, 1),
  ]);
  const information = element(0x1549a966, [
    number(0x2ad7b1, 1_000_000),
    float(0x4489, seconds * 1000),
    text(0x4d80, 'lyceum'),
    text(0x5741, 'lyceum'),
  ]);
  const track = element(
    0x1654ae6b,
    element(0xae, [
      number(0xd7, 1),
      number(0x73c5, 1, 8),
      number(0x83, 1, 1),
      text(0x86, 'V_VP9'),
      element(0xe0, [number(0xb0, 640, 2), number(0xba, 360, 2)]),
    ]),
  );
  const clusters = clustersOf(frames);
  // The index has the same length whatever it says, so it can be sized before the positions are known.
  const indexSize = cues(clusters, 0).length;
  const first = information.length + track.length + indexSize;
  const segment = element(0x18538067, [
    information,
    track,
    cues(clusters, first),
    ...clusters.map((cluster) => cluster.bytes),
  ]);
  return Buffer.concat([header, segment]);
}

function clustersOf(frames) {
  const groups = [];
  for (const frame of frames) {
    if (frame.key) groups.push([]);
    groups.at(-1).push(frame);
  }
  return groups.map((group) => {
    const start = group[0].milliseconds;
    const blocks = group.map((frame) => {
      const head = Buffer.from([0x81, 0, 0, frame.key ? 0x80 : 0]);
      head.writeInt16BE(frame.milliseconds - start, 1);
      return element(0xa3, [head, Buffer.from(frame.bytes, 'base64')]);
    });
    return { start, bytes: element(0x1f43b675, [number(0xe7, start), ...blocks]) };
  });
}

function cues(clusters, first) {
  let position = first;
  const points = clusters.map(({ start, bytes }) => {
    const point = element(0xbb, [
      number(0xb3, start),
      element(0xb7, [number(0xf7, 1, 1), number(0xf1, position, 8)]),
    ]);
    position += bytes.length;
    return point;
  });
  return element(0x1c53bb6b, points);
}

const film = webm(await encodeFrames());
await writeFile(path.join(folder, 'why-trucks-tip.webm'), film);
process.stdout.write(`why-trucks-tip.webm: ${Math.round(film.length / 1024)} kB\n`);
