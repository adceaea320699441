// How the embedded players of YouTube and Vimeo tell where they are: plain messages between windows, so that no script of
// theirs runs in our page. Pure; the addresses are those that contract/values/embeds.ts builds.

export type EmbedProvider = 'youtube' | 'vimeo';

export type EmbedPlace = {
  seconds?: number;
  /** Length of the video. */
  media_seconds?: number;
  /** False when it was paused, ended or moved to another place. */
  isPlaying?: boolean;
};

const origins: Record<EmbedProvider, string> = {
  youtube: 'https://www.youtube-nocookie.com',
  vimeo: 'https://player.vimeo.com',
};

export function providerOf(source: string): EmbedProvider {
  return source.startsWith(`${origins.vimeo}/`) ? 'vimeo' : 'youtube';
}

export const originOf = (provider: EmbedProvider): string => origins[provider];

/** The player's address with messages switched on, starting at the second that was remembered. */
export function playerAddress(
  source: string,
  options: { start_seconds: number; page_origin: string },
): string {
  const address = new URL(source);
  const start = Math.floor(options.start_seconds);
  if (providerOf(source) === 'vimeo') {
    if (start > 0) address.hash = `t=${start}s`;
    return address.href;
  }
  address.searchParams.set('enablejsapi', '1');
  address.searchParams.set('origin', options.page_origin);
  address.searchParams.set('rel', '0');
  if (start > 0) address.searchParams.set('start', String(start));
  return address.href;
}

/** What a player must be told before it reports its place. */
export function greetingsOf(provider: EmbedProvider): string[] {
  if (provider === 'youtube') return [JSON.stringify({ event: 'listening', id: 1, channel: 'widget' })];
  return ['timeupdate', 'pause', 'ended', 'seeked'].map((value) =>
    JSON.stringify({ method: 'addEventListener', value }),
  );
}

/** Reads one message; null when it says nothing about the place. */
export function readEmbedMessage(provider: EmbedProvider, data: unknown): EmbedPlace | null {
  const message = asRecord(typeof data === 'string' ? parsed(data) : data);
  return provider === 'youtube' ? readYouTube(message) : readVimeo(message);
}

function readYouTube(message: Record<string, unknown>): EmbedPlace | null {
  if (message['event'] !== 'infoDelivery' && message['event'] !== 'initialDelivery') return null;
  const info = asRecord(message['info']);
  const place: EmbedPlace = {
    seconds: asSeconds(info['currentTime']),
    media_seconds: asSeconds(info['duration']) || undefined,
    // 1 is playing and 3 loading in between; 0 ended, 2 paused, -1 and 5 not begun.
    isPlaying: typeof info['playerState'] === 'number' ? [1, 3].includes(info['playerState']) : undefined,
  };
  return place.seconds === undefined && place.isPlaying === undefined ? null : place;
}

function readVimeo(message: Record<string, unknown>): EmbedPlace | null {
  const event = message['event'];
  if (typeof event !== 'string' || !['timeupdate', 'pause', 'ended', 'seeked'].includes(event)) return null;
  const data = asRecord(message['data']);
  return {
    seconds: asSeconds(data['seconds']),
    media_seconds: asSeconds(data['duration']) || undefined,
    isPlaying: event === 'timeupdate',
  };
}

/** Vimeo greets first; then it listens. */
export function isVimeoReady(data: unknown): boolean {
  return asRecord(typeof data === 'string' ? parsed(data) : data)['event'] === 'ready';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asSeconds(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
