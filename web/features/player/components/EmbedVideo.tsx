// A video of YouTube or Vimeo in its own player. Where it is, it tells by messages; nothing of theirs runs in our page.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  greetingsOf,
  isVimeoReady,
  originOf,
  playerAddress,
  providerOf,
  readEmbedMessage,
} from '../embed-messages.ts';
import type { VisitSender } from '../visit-sender.ts';
import { playedBetween } from '../watched.ts';
import css from './MediaPlayer.module.css';

type EmbedVideoProps = {
  /** The player's address, from `embedSource`. */
  source: string;
  /** The video's own page, for people whose network blocks the player. */
  address: string;
  title: string;
  start_seconds: number;
  sender: VisitSender;
  onRest: () => void;
  onPlayed: () => void;
};

/** A player that has not answered by then was blocked, and will not answer later either. */
const mostGreetings = 20;

export function EmbedVideo({
  source,
  address,
  title,
  start_seconds,
  sender,
  onRest,
  onPlayed,
}: EmbedVideoProps) {
  const { t } = useTranslation('player');
  const frame = useRef<HTMLIFrameElement>(null);
  // The address is fixed when the lesson opens: a later report of the place must not load the player anew.
  const src = useRef(playerAddress(source, { start_seconds, page_origin: window.location.origin })).current;
  const handlers = useRef({ sender, onRest, onPlayed });
  handlers.current = { sender, onRest, onPlayed };

  useEffect(() => {
    const provider = providerOf(source);
    const origin = originOf(provider);
    let last: number | null = null;
    let greetings_left = mostGreetings;
    const greet = () => {
      greetings_left -= 1;
      if (greetings_left === 0) clearInterval(greeting);
      for (const greeting of greetingsOf(provider))
        frame.current?.contentWindow?.postMessage(greeting, origin);
    };
    function onMessage(event: MessageEvent) {
      if (event.origin !== origin || event.source !== frame.current?.contentWindow) return;
      if (provider === 'vimeo' && isVimeoReady(event.data)) greet();
      const place = readEmbedMessage(provider, event.data);
      if (!place) return;
      clearInterval(greeting);
      if (place.seconds !== undefined) {
        const played = playedBetween(last, place.seconds);
        handlers.current.sender.note({
          position_seconds: place.seconds,
          played,
          media_seconds: place.media_seconds,
        });
        last = place.seconds;
        if (played) handlers.current.onPlayed();
      }
      if (place.isPlaying === false) {
        last = null;
        handlers.current.onRest();
      }
    }
    window.addEventListener('message', onMessage);
    // The player hears us only once it has loaded, and does not say when.
    const greeting = setInterval(greet, 1000);
    return () => {
      clearInterval(greeting);
      window.removeEventListener('message', onMessage);
    };
  }, [source]);

  return (
    <div>
      <iframe
        ref={frame}
        className={css.frame}
        src={src}
        title={title}
        allow="fullscreen; picture-in-picture; encrypted-media"
        referrerPolicy="strict-origin-when-cross-origin"
      />
      <p className={css.resumed}>
        {t('media.elsewhere')}{' '}
        <a href={address} target="_blank" rel="noopener noreferrer">
          {t('media.open')}
        </a>
      </p>
    </div>
  );
}
