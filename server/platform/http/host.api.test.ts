/** What stands in Host becomes part of links: a name is taken, anything else refused, nothing at all survived. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { startProduct } from '#server/testing/product.ts';
import { isHost } from './host.ts';

const product = await startProduct();
const admin = await product.signIn('admin');
for (let n = 0; n < 3; n++) await product.signIn('learner');

/** One request as written, and the whole answer. */
async function sent(head: string): Promise<string> {
  const { port, hostname } = new URL(product.url);
  const socket = connect(Number(port), hostname);
  socket.write(`${head}\r\nauthorization: Bearer ${admin.token}\r\nconnection: close\r\n\r\n`);
  return text(socket);
}
const people = '/api/users/?page_size=1&page=2';

it.each([
  ['lyceum.example', true],
  ['localhost:8080', true],
  ['127.0.0.1:1', true],
  ['[::1]:8080', true],
  ['[', false],
  ['a b', false],
  ['a:b:c', false],
  ['a:99999', false],
  ['a/b', false],
  ['a?b', false],
  ['someone@a', false],
  ['a\\b', false],
  ['', false],
])('a host of %j: %j', (host, is) => {
  expect(isHost(host)).toBe(is);
});

it('a list links to the name it was asked by', async () => {
  const answer = await sent(`GET ${people} HTTP/1.1\r\nhost: lyceum.example:81`);
  expect(answer).toMatch(/^HTTP\/1\.1 200/);
  expect(answer).toContain('"next":"http://lyceum.example:81/api/users/?page_size=1&page=3"');
});

it.each(['[', 'a:b:c', 'a b', 'someone@a'])(
  'a request to the host %j is refused, naming it',
  async (host) => {
    const answer = await sent(`GET ${people} HTTP/1.1\r\nhost: ${host}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(answer).toContain('"path":"Host"');
  },
);

it.each(['GET %s HTTP/1.1\r\nhost: ', 'GET %s HTTP/1.0'])(
  'without a name (%j) a list has links all the same',
  async (head) => {
    const answer = await sent(head.replace('%s', people));
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    expect(answer).toContain('"next":"http://localhost/api/users/');
  },
);
