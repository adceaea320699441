/** Addresses inside the HTML of an export: files that travel with it, and places that exist on its old platform only. */

const attribute = /(\s)(src|href|poster|data)(\s*=\s*)("[^"]*"|'[^']*')/gi;

/** The name under `static/` that an address means, or null. Studio writes spaces of uploaded names as underscores. */
export function assetName(address: string): string | null {
  const match = /^(?:\.?\/?static\/|[^?#]*(?:type@asset\+block[@/]|\/asset\/))([^?#]+)/.exec(address.trim());
  return match?.[1] ? decoded(match[1]) : null;
}

/** Links into the old platform: other units, discussions, its own pages. */
const isInternal = (address: string): boolean =>
  /^\s*(?:\/|\.\.?\/|jump_to)/.test(address) && !/^\s*\/\//.test(address);

export function assetsIn(html: string): string[] {
  const names = [...html.matchAll(attribute)].map(([, , , , quoted = '']) => assetName(unquoted(quoted)));
  return [...new Set(names.filter((name) => name !== null))];
}

/** Puts our addresses in place of the export's; what has none loses its attribute, and the cleaner then drops the element. */
export function withAssets(html: string, urlOf: (name: string) => string | undefined): string {
  return html.replace(attribute, (whole, space: string, name: string, equals: string, quoted: string) => {
    const address = unquoted(quoted);
    const asset = assetName(address);
    if (asset === null) return isInternal(address) ? space : whole;
    const url = urlOf(asset);
    return url === undefined ? space : `${space}${name}${equals}"${url}"`;
  });
}

/** What the cleaner will drop and a person should hear of. */
export function droppedFrom(html: string): { hosts: string[]; scripts: boolean } {
  const frames = [...html.matchAll(/<iframe\b[^<>]*?\ssrc\s*=\s*["']?([^"'\s<>]+)/gi)].map(([, src = '']) =>
    hostOf(src),
  );
  return { hosts: [...new Set(frames)], scripts: /<script\b/i.test(html) };
}

function hostOf(address: string): string {
  const absolute = address.startsWith('//') ? `https:${address}` : address;
  return URL.canParse(absolute) ? new URL(absolute).host || address.slice(0, 60) : address.slice(0, 60);
}

const unquoted = (quoted: string): string => quoted.slice(1, -1).replaceAll('&amp;', '&');

const decoded = (name: string): string => (/%(?![0-9a-f]{2})/i.test(name) ? name : safelyDecoded(name));

function safelyDecoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // Percent signs that are no UTF-8: the name is what it says.
    return name;
  }
}
