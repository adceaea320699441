/**
 * `npm run gateway-map`: writes what gateways must know of the product: into deploy/nginx who answers what, and which headers; the
 * headers also into vercel.json.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { features } from '#server/main/features.ts';
import { gatewayHeaders } from '#server/main/gateway-headers.ts';
import { gatewayMap } from '#server/main/gateway-map.ts';

const { maps, headers, secure } = await gatewayHeaders();
await writeFile('deploy/nginx/services.map', gatewayMap(features));
await writeFile('deploy/nginx/security-maps.conf', maps);
await writeFile('deploy/nginx/security-headers.conf', headers);

// The rule for pages is the last one. What Vercel hands on to the backend comes back with the backend's own headers.
const vercel = JSON.parse(await readFile('vercel.json', 'utf8')) as { headers: { headers: object[] }[] };
vercel.headers.at(-1)!.headers = secure.map(([key, value]) => ({ key, value }));
await writeFile('vercel.json', `${JSON.stringify(vercel, null, 2)}\n`);
