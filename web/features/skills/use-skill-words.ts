// How skills are put into words: where a level comes from, how old it is, until when it holds.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import type { LevelState, UserSkill } from './skills.types.ts';

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365],
  ['month', 30],
  ['week', 7],
  ['day', 1],
];

/** 'Today', '2 months ago'. Floored, so that nothing is older than it is. */
export function ageWords(instant: string, now: Date, locale: string): string {
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(instant)) / 86_400_000));
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const [unit, length] = steps.find(([, size]) => days >= size) ?? ['day', 1];
  return words.format(-Math.floor(days / length), unit);
}

/** A calendar day means the same everywhere, so it is never shifted into the reader's zone. */
export const dayWords = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(day));

export function useSkillWords() {
  const { t } = useTranslation('skills');
  const { locale, zone } = useFormat();
  const now = useNow();
  return useMemo(
    () => ({
      age: (instant: string) => ageWords(instant, now, locale),
      day: (day: string) => dayWords(day, locale),
      today: new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now),
      /** 'Rated by Henrik Dahl', the course's title, 'Declared, not endorsed yet'. */
      source(skill: UserSkill): string {
        const latest = skill.latest_evidence;
        if (!latest) return skill.declared_level === null ? t('evidence.none') : t('evidence.only_declared');
        if (latest.kind === 'rating')
          return t('evidence.rated_by', { name: latest.rated_by?.display_name ?? '' });
        if (latest.kind === 'external')
          return t(`evidence.external_${latest.state}`, { title: latest.title });
        return latest.title || t(`evidence.kind.${latest.kind}`);
      },
      levelName: (level: Pick<LevelState, 'level' | 'name'>) =>
        level.name
          ? t('level.named', { level: level.level, name: level.name })
          : t('level.plain', { level: level.level }),
      validity: (months: number) =>
        months % 12 === 0 ? t('level.years', { count: months / 12 }) : t('level.months', { count: months }),
    }),
    [t, locale, zone, now],
  );
}
