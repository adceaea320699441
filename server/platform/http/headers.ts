/**
 * Security headers of every answer (ASVS 3.4, bar S13). Pages get a policy that lets them work, everything else one that lets it
 * do nothing: an API answer or a file is data, whatever someone makes a browser believe.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet, { type HelmetOptions } from 'helmet';
import type { Config } from '../config.ts';

/** Hosts whose players lessons may embed; the HTML cleaner knows the same list. */
export const embedHosts = ['www.youtube-nocookie.com', 'player.vimeo.com'] as const;

/** Of answers that are not pages. */
const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Of PDFs. Browsers' own viewers do not start inside a sandbox and style themselves inline; they isolate documents and run no
 * script of a page. The only `unsafe-inline` there is, on a type that no browser reads as a page.
 */
export const pdfPolicy =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

export const policyOf = (produces: string | undefined): string =>
  produces === 'application/pdf' ? pdfPolicy : dataPolicy;

/** What no page of ours asks a browser for, embedded ones included. */
export const permissionsPolicy = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

function helmetOptions(config: Config): HelmetOptions {
  const secure = config.public_url.startsWith('https:');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
        mediaSrc: ["'self'", 'blob:', 'https:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        frameSrc: ["'self'", ...embedHosts.map((host) => `https://${host}`)],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'sameorigin' },
  };
}

/**
 * Of pages; other answers change the policy. They are the same for every answer, so Helmet is asked once: putting the policy together
 * anew for each took a twentieth of the server's time.
 */
export function securityHeaders(config: Config): Record<string, string> {
  const set: Record<string, string> = {};
  // All that Helmet wants of a response; of the request it wants nothing.
  const response = {
    setHeader(name: string, value: string) {
      set[name.toLowerCase()] = value;
    },
    removeHeader: () => undefined,
  };
  const done = (error?: unknown) => {
    if (error) throw error;
  };
  helmet(helmetOptions(config))({} as IncomingMessage, response as unknown as ServerResponse, done);
  return { ...set, 'permissions-policy': permissionsPolicy };
}

/** For answers to what is not even a request: no hook runs before them, so they bring all headers themselves. */
export const bareHeaders = (config: Config): Record<string, string> => ({
  ...securityHeaders(config),
  'content-security-policy': dataPolicy,
});
