/** `npm run gateway-map`: writes what NGINX must know of the product into deploy/nginx: who answers what, and which headers. */
import { writeFile } from 'node:fs/promises';
import { features } from '#server/main/features.ts';
import { gatewayHeaders } from '#server/main/gateway-headers.ts';
import { gatewayMap } from '#server/main/gateway-map.ts';

const { maps, headers } = await gatewayHeaders();
await writeFile('deploy/nginx/services.map', gatewayMap(features));
await writeFile('deploy/nginx/security-maps.conf', maps);
await writeFile('deploy/nginx/security-headers.conf', headers);
