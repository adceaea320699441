/**
 * The raw limit of fan-out: node:http with open answers, and one text written to all of them when told to. Started by streams.ts with
 * the port as argument.
 */
import { createServer, type ServerResponse } from 'node:http';

const [port = '0'] = process.argv.slice(2);
const open = new Set<ServerResponse>();

createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: ready\ndata: {}\n\n');
    open.add(response);
    response.on('close', () => open.delete(response));
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString();
    for (const one of open) one.write(text);
    response.end();
  });
}).listen({ port: Number(port), host: '127.0.0.1', backlog: 4096 });
process.on('SIGTERM', () => process.exit(0));
