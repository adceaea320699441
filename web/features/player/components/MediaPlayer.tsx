// A video or a recording from a file or an address: begins at the remembered second and says what was played.
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { Note } from '#web/ui/Note.tsx';
import type { VisitSender } from '../visit-sender.ts';
import { playedBetween } from '../watched.ts';
import css from './MediaPlayer.module.css';

type MediaPlayerProps = {
  address: string;
  title: string;
  /** A recording has no picture. */
  isSound?: boolean;
  /** Where it was left, as the server remembers it. */
  start_seconds: number;
  sender: VisitSender;
  /** Called when it pauses or ends: the moment to tell the server. */
  onRest: () => void;
  /** Called about once a second while it plays. */
  onPlayed: () => void;
};

/** Nearer to the end than this, it begins again: whoever has seen it all wants to see it, not its last frame. */
const endMargin_seconds = 3;

export function MediaPlayer(props: MediaPlayerProps) {
  const { address, title, isSound, start_seconds, sender, onRest, onPlayed } = props;
  const { t } = useTranslation('player');
  const format = useFormat();
  const media = useRef<HTMLMediaElement>(null);
  const last = useRef<number | null>(null);
  const [resumed_seconds, setResumed] = useState<number | null>(null);
  const [isBroken, setIsBroken] = useState(false);

  function note({ isAtEnd = false } = {}): void {
    const player = media.current;
    if (!player) return;
    const current = player.currentTime;
    const played = player.seeking ? null : playedBetween(last.current, current);
    if (!player.seeking) last.current = current;
    // A film that was recorded in a browser knows its length only when it has been played to its end.
    const length = Number.isFinite(player.duration) ? player.duration : isAtEnd ? current : undefined;
    sender.note({ position_seconds: current, played, media_seconds: length });
    if (played) onPlayed();
  }

  function rest(options?: { isAtEnd: boolean }): void {
    note(options);
    last.current = null;
    onRest();
  }

  function resume(): void {
    const player = media.current;
    if (!player || start_seconds <= 0 || start_seconds > player.duration - endMargin_seconds) return;
    player.currentTime = start_seconds;
    setResumed(start_seconds);
  }

  function startOver(): void {
    if (media.current) media.current.currentTime = 0;
    setResumed(null);
    media.current?.focus();
  }

  const events = {
    onLoadedMetadata: resume,
    onTimeUpdate: () => note(),
    onSeeking: () => {
      last.current = null;
    },
    onPlay: () => {
      last.current = media.current?.currentTime ?? null;
    },
    onPause: () => rest(),
    onEnded: () => rest({ isAtEnd: true }),
    onError: () => setIsBroken(true),
  };

  if (isBroken) return <BrokenMedia address={address} />;
  const shared = {
    src: address,
    'aria-label': title,
    controls: true,
    preload: 'metadata',
    ...events,
  } as const;
  return (
    <div className={css.stage}>
      {isSound ? (
        <audio ref={media as React.Ref<HTMLAudioElement>} className={css.sound} {...shared} />
      ) : (
        <video ref={media as React.Ref<HTMLVideoElement>} className={css.video} playsInline {...shared} />
      )}
      {resumed_seconds !== null && (
        <p className={css.resumed}>
          {t('media.resumed', { time: format.clock(resumed_seconds) })}
          <Button variant="subtle" size="xs" onClick={startOver}>
            {t('media.start_over')}
          </Button>
        </p>
      )}
    </div>
  );
}

function BrokenMedia({ address }: { address: string }) {
  const { t } = useTranslation('player');
  return (
    <Note tone="due" title={t('media.broken')} isAlert>
      {t('media.broken_why')}{' '}
      <a href={address} target="_blank" rel="noopener noreferrer">
        {t('media.open')}
      </a>
    </Note>
  );
}
