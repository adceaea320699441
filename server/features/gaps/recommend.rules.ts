/** In which order courses are recommended to somebody, and why each. Pure. */
import type { Recommendation, trainingFormats } from '#contract/gaps-shapes.ts';

export type Candidate = {
  course_id: string;
  title: string;
  minutes: number;
  language: string;
  category_id: string | null;
  lesson_kinds: readonly string[];
  /** Gaps that completing it closes. */
  closes: number;
  /** It has a session at a time that the person named as good. */
  suits_times: boolean;
};
type Format = (typeof trainingFormats)[number];
export type Preferences = {
  formats: readonly string[];
  topics: readonly string[];
  language: string | null;
  pace_minutes_per_week: number | null;
};
export type Reason = Recommendation['reasons'][number];

const formatOf: Record<string, Format> = {
  article: 'reading',
  file: 'reading',
  video: 'video',
  quiz: 'practice',
  session: 'session',
};

/** Preferences are weighed, never filters: an hour of Danish video on a topic that is not theirs still closes a gap. */
const weights: Record<Exclude<Reason, 'gap'>, number> = {
  topic: 5,
  language: 4,
  format: 3,
  time: 2,
  pace: 1,
};

export function reasonsFor(candidate: Candidate, preferences: Preferences): Reason[] {
  const formats = candidate.lesson_kinds.map((kind) => formatOf[kind]);
  const base = (tag: string) => tag.toLowerCase().split('-')[0];
  const { pace_minutes_per_week: pace, language } = preferences;
  const holds: Record<Reason, boolean> = {
    gap: candidate.closes > 0,
    topic: candidate.category_id !== null && preferences.topics.includes(candidate.category_id),
    language: language !== null && base(language) === base(candidate.language),
    format: preferences.formats.some((format) => formats.includes(format as Format)),
    time: candidate.suits_times,
    // Two weeks are what one keeps in view.
    pace: pace !== null && candidate.minutes <= 2 * pace,
  };
  return (Object.keys(holds) as Reason[]).filter((reason) => holds[reason]);
}

/** More gaps first, then what suits better, then what is shorter; courses with no reason at all come last. */
export function recommend<C extends Candidate>(
  candidates: readonly C[],
  preferences: Preferences,
): { candidate: C; reasons: Reason[] }[] {
  return candidates
    .map((candidate) => {
      const reasons = reasonsFor(candidate, preferences);
      const suits = reasons.reduce((sum, reason) => sum + (reason === 'gap' ? 0 : weights[reason]), 0);
      return { candidate, reasons, suits };
    })
    .sort(
      (a, b) =>
        b.candidate.closes - a.candidate.closes ||
        b.suits - a.suits ||
        a.candidate.minutes - b.candidate.minutes ||
        a.candidate.title.localeCompare(b.candidate.title) ||
        a.candidate.course_id.localeCompare(b.candidate.course_id),
    )
    .map(({ candidate, reasons }) => ({ candidate, reasons }));
}
