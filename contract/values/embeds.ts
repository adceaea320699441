/** Which video pages can be embedded, and the address of their player. Pure: the cleaner and the player share it. */

/**
 * The player's address for a YouTube or Vimeo link in any of its usual spellings, else null.
 *
 * The answer is built from the video's id alone (and a start second), so nothing else of the given address survives.
 * YouTube is always played from its no-cookie host.
 */
export function embedSource(address: string): string | null {
  const url = parsed(address);
  if (!url) return null;
  const host = url.hostname.replace(/^(www|m|music)\./, '');
  if (host === 'youtube.com' || host === 'youtube-nocookie.com' || host === 'youtu.be')
    return youTube(url, host);
  if (host === 'vimeo.com' || host === 'player.vimeo.com') return vimeo(url);
  return null;
}

function parsed(address: string): URL | null {
  const trimmed = address.trim();
  const absolute = trimmed.startsWith('//') ? `https:${trimmed}` : trimmed;
  const url = URL.canParse(absolute) ? new URL(absolute) : null;
  const plain = url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.port;
  return plain ? url : null;
}

function youTube(url: URL, host: string): string | null {
  const [first = '', second = ''] = url.pathname.split('/').filter(Boolean);
  const inPath = host === 'youtu.be' ? first : ['embed', 'shorts', 'live', 'v'].includes(first) ? second : '';
  const id = inPath || (first === 'watch' ? (url.searchParams.get('v') ?? '') : '');
  if (!/^[\w-]{11}$/.test(id)) return null;
  const start = /^(\d{1,6})s?$/.exec(url.searchParams.get('start') ?? url.searchParams.get('t') ?? '')?.[1];
  return `https://www.youtube-nocookie.com/embed/${id}${start ? `?start=${start}` : ''}`;
}

/** Unlisted Vimeo videos carry a hash, as a second path segment or as `h=`. */
function vimeo(url: URL): string | null {
  const segments = url.pathname.split('/').filter(Boolean);
  const at = segments.findIndex((segment) => /^\d{5,12}$/.test(segment));
  const id = segments[at];
  if (!id) return null;
  const hash = url.searchParams.get('h') ?? segments[at + 1] ?? '';
  return `https://player.vimeo.com/video/${id}${/^[0-9a-f]{6,20}$/.test(hash) ? `?h=${hash}` : ''}`;
}
