/**
 * S5 through the gateway: requests whose end is told in two ways, or wrongly, written byte by byte. If gateway and service disagree about
 * where one ends, the rest of it is read as somebody else's request: the next answers on that connection are then the wrong ones.
 */
import net from 'node:net';
import { beforeAll, expect, inject, test } from 'vitest';

const { hostname, port } = new URL(inject('product_url'));
/** What would be answered to somebody else: an address that nothing else in this file asks for. */
const inner = 'GET /api/smuggled/ HTTP/1.1\r\nHost: x\r\nX-Ignore: ';
const chunked = (body: string) => `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;

/** @returns all that comes back until the other end closes or falls silent */
function exchange(text: string): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = net.connect(Number(port), hostname, () => socket.write(text, 'latin1'));
    const end = () => {
      socket.destroy();
      resolve(received);
    };
    let timer = setTimeout(end, 2000);
    socket.on('data', (data) => {
      received += data.toString('latin1');
      clearTimeout(timer);
      timer = setTimeout(end, 250);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      end();
    });
  });
}

const post = (headers: string[], body: string, line = 'POST /api/auth/login/ HTTP/1.1') =>
  `${line}\r\nHost: ${hostname}\r\nContent-Type: application/json\r\n${headers.map((one) => `${one}\r\n`).join('')}\r\n${body}`;
const length = (body: string) => `Content-Length: ${Buffer.byteLength(body)}`;
const te = 'Transfer-Encoding: chunked';

/** Each with what would be smuggled in its body. The last header of `inner` swallows the first line of whoever comes next. */
const conflicts: Record<string, string> = {
  'CL.TE': post([length(`0\r\n\r\n${inner}`), te], `0\r\n\r\n${inner}`),
  'TE.CL': post([te, 'Content-Length: 4'], chunked(`${inner}x`)),
  'two lengths': post(['Content-Length: 2', length(`{}${inner}`)], `{}${inner}`),
  'two equal lengths in one': post(['Content-Length: 2, 2'], `{}${inner}`),
  'a length with a sign': post(['Content-Length: +2'], `{}${inner}`),
  'a negative length': post(['Content-Length: -1'], inner),
  'a length in hexadecimal': post(['Content-Length: 0x2'], `{}${inner}`),
  'a length that overflows': post(['Content-Length: 18446744073709551618'], `{}${inner}`),
  'a space before the colon': post(['Transfer-Encoding : chunked', 'Content-Length: 4'], chunked(inner)),
  'a tab before chunked': post(['Transfer-Encoding:\tchunked', 'Content-Length: 4'], chunked(inner)),
  xchunked: post(['Transfer-Encoding: xchunked', length(chunked(inner))], chunked(inner)),
  'identity beside chunked': post(
    ['Transfer-Encoding: identity, chunked', 'Content-Length: 4'],
    chunked(inner),
  ),
  'chunked twice': post([te, te, 'Content-Length: 4'], chunked(inner)),
  'a folded header': post(['Transfer-Encoding:\r\n chunked', 'Content-Length: 4'], chunked(inner)),
  'a vertical tab': post(['Transfer-Encoding: \x0bchunked', 'Content-Length: 4'], chunked(inner)),
  quotes: post(['Transfer-Encoding: "chunked"', 'Content-Length: 4'], chunked(inner)),
  'a header name with NUL': post(['Transfer-Encoding\0: chunked', 'Content-Length: 4'], chunked(inner)),
  'a bare line feed': post([`X: y\nTransfer-Encoding: chunked`, 'Content-Length: 4'], chunked(inner)),
  'a bare carriage return': post(
    [`X: y\rTransfer-Encoding: chunked`, length(`0\r\n\r\n${inner}`)],
    `0\r\n\r\n${inner}`,
  ),
  'a chunk size with a sign': post([te], `+2\r\n{}\r\n0\r\n\r\n${inner}`),
  'a chunk size that overflows': post([te], `10000000000000002\r\n{}\r\n0\r\n\r\n${inner}`),
  'a chunk extension with line feed': post([te], `2;\n{}\r\n0\r\n\r\n${inner}`),
  'no end of the chunks': post([te], `2\r\n{}${inner}`),
  'HTTP/1.0 with chunks': post([te], chunked(inner), 'POST /api/auth/login/ HTTP/1.0'),
  'HTTP/1.2': post([te, 'Content-Length: 4'], chunked(inner), 'POST /api/auth/login/ HTTP/1.2'),
  'GET with a body': post([length(inner)], inner, 'GET /api/site/ HTTP/1.1'),
  'HEAD with a body': post([length(inner)], inner, 'HEAD /api/site/ HTTP/1.1'),
  'an absolute address elsewhere': post(
    [length('{}')],
    `{}`,
    'POST http://elsewhere.test/api/auth/login/ HTTP/1.1',
  ),
  'a line feed in the address': post([length('{}')], '{}', `POST /api/auth/login/?a=%0d%0aX:%20y HTTP/1.1`),
  'two hosts': post(['Host: elsewhere.test', length('{}')], '{}'),
  'an upgrade that is none': `GET /api/site/ HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n${inner}`,
  'a connection header that names others': post(
    ['Connection: close, x-forwarded-for, content-length', length(`{}`)],
    '{}',
  ),
};

/** Both ways a body takes: gathered by the gateway first, or handed on as it comes. With what the same service is asked next. */
const doors = { '/api/auth/login/': '/api/site/', '/api/files/': '/api/courses/?page_size=1' };
const ask = async (address: string) => (await fetch(`http://${hostname}:${port}${address}`)).text();
const usual = new Map<string, string>();
beforeAll(async () => {
  for (const address of Object.values(doors)) usual.set(address, await ask(address));
});

test.each(
  Object.entries(doors).flatMap(([door, next]) =>
    Object.keys(conflicts).map((name) => [name, door, next] as const),
  ),
)('nothing is smuggled by %s to %s', async (name, door, next) => {
  const received = await exchange(conflicts[name]!.replace('/api/auth/login/', door));
  const statuses = [...received.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(([, status]) => Number(status));
  expect(statuses.filter((status) => status >= 500 && status !== 501 && status !== 505)).toEqual([]);
  // Whoever asks next, over connections that the gateway keeps to the services, has their own answer.
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask(next)));
  for (const answer of answers) expect(answer).toBe(usual.get(next));
});
