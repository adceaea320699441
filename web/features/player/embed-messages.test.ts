// What the players of YouTube and Vimeo say about their place, and what strangers might say in their name.
import { describe, expect, it } from 'vitest';
import {
  type EmbedPlace,
  type EmbedProvider,
  greetingsOf,
  isVimeoReady,
  playerAddress,
  providerOf,
  readEmbedMessage,
} from './embed-messages.ts';

const youtube = 'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ';
const vimeo = 'https://player.vimeo.com/video/76979871?h=8272103f6e';

describe('the address of a player', () => {
  const options = { start_seconds: 83.7, page_origin: 'https://lms.example' };
  it('asks YouTube for messages and begins where one was', () => {
    const address = new URL(playerAddress(`${youtube}?start=10`, options));
    expect(Object.fromEntries(address.searchParams)).toEqual({
      start: '83',
      enablejsapi: '1',
      origin: 'https://lms.example',
      rel: '0',
    });
  });

  it('keeps the hash of an unlisted Vimeo video', () => {
    expect(playerAddress(vimeo, options)).toBe(`${vimeo}#t=83s`);
    expect(playerAddress(vimeo, { ...options, start_seconds: 0 })).toBe(vimeo);
  });

  it('is known by its host', () => {
    expect([providerOf(youtube), providerOf(vimeo)]).toEqual(['youtube', 'vimeo']);
  });

  it('is greeted in messages that its player reads', () => {
    expect(greetingsOf('youtube').map((text) => JSON.parse(text))).toEqual([
      { event: 'listening', id: 1, channel: 'widget' },
    ]);
    expect(greetingsOf('vimeo')).toHaveLength(4);
    expect(isVimeoReady('{"event":"ready"}')).toBe(true);
    expect(isVimeoReady('hello')).toBe(false);
  });
});

describe('a message', () => {
  const info = (values: object) => JSON.stringify({ event: 'infoDelivery', id: 1, info: values });
  it.each<[string, EmbedProvider, unknown, EmbedPlace | null]>([
    [
      'of YouTube while it plays',
      'youtube',
      info({ currentTime: 12.5, duration: 90 }),
      { seconds: 12.5, media_seconds: 90, isPlaying: undefined },
    ],
    [
      'of YouTube when it pauses',
      'youtube',
      info({ playerState: 2 }),
      { seconds: undefined, media_seconds: undefined, isPlaying: false },
    ],
    [
      'of YouTube when it begins',
      'youtube',
      info({ playerState: 1, currentTime: 0 }),
      { seconds: 0, media_seconds: undefined, isPlaying: true },
    ],
    ['of YouTube about its volume', 'youtube', info({ volume: 50 }), null],
    [
      'of Vimeo while it plays',
      'vimeo',
      { event: 'timeupdate', data: { seconds: 3, duration: 60 } },
      { seconds: 3, media_seconds: 60, isPlaying: true },
    ],
    [
      'of Vimeo when it ends',
      'vimeo',
      '{"event":"ended","data":{"seconds":60,"duration":60}}',
      { seconds: 60, media_seconds: 60, isPlaying: false },
    ],
    ['of Vimeo about something else', 'vimeo', { event: 'volumechange', data: {} }, null],
    ['with a place that cannot be', 'youtube', info({ currentTime: -5 }), null],
    ['with a place that is no number', 'youtube', info({ currentTime: '12' }), null],
    ['that is no message', 'youtube', '{', null],
    ['that is nothing', 'vimeo', null, null],
  ])('%s', (_, provider, data, expected) => {
    expect(readEmbedMessage(provider, data)).toEqual(expected);
  });
});
