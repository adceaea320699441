// A person's picture, or their initials on a tint that is always the same for the same person.

import { hashOf } from './hash.ts';
import css from './PersonAvatar.module.css';

type PersonAvatarProps = {
  name: string;
  picture?: string | null;
  /** Keeps the tint when the name changes. */
  id?: string;
  size?: 20 | 24 | 28 | 32 | 40 | 48 | 56;
};

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstOf(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment.toLocaleUpperCase();
  return '';
}

/** First letters of the first and last word, by grapheme, so that accents and other scripts survive. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => firstOf(word ?? '')).join('') || '?';
}

/** Decorative: the name always stands beside it, or on the control around it. */
export function PersonAvatar({ name, picture, id, size = 32 }: PersonAvatarProps) {
  if (picture) {
    return <img className={css.avatar} src={picture} alt="" width={size} height={size} loading="lazy" />;
  }
  return (
    <span
      className={css.avatar}
      data-tint={hashOf(id ?? name) % 7}
      data-small={size < 28 || undefined}
      data-large={size >= 40 || undefined}
      style={{ inlineSize: size, blockSize: size }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}
