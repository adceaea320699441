/** The shape of the demo's texts. Data only: seeding turns it into people and courses through the features' services. */
import type { QuestionDraft } from '#contract/assessment.ts';
import type { FigureName } from '../figures.ts';
import type { HandoutName } from '../handouts.ts';

/** Names of `web/ui/cover-motifs.tsx`; a test holds the two against each other. */
export type CoverMotif =
  | 'forklift'
  | 'battery'
  | 'cross'
  | 'flame'
  | 'arch'
  | 'road'
  | 'warehouse'
  | 'tunnel'
  | 'stairs'
  | 'speech'
  | 'lock'
  | 'shelf'
  | 'leaf'
  | 'compass'
  | 'schedule'
  | 'gear'
  | 'chart'
  | 'helmet';

export type DemoCategory = { name: string; description: string; palette: number };

type LessonBase = { title: string; minutes: number; preview?: true; optional?: true };

export type DemoQuiz = {
  description: string;
  pass_percent: number;
  max_attempts?: number;
  time_limit_minutes?: number;
  questions: QuestionDraft[];
};

/** In `html`, `<img src="figure:name" …>` stands for a drawing of figures.ts. */
export type DemoLesson =
  | (LessonBase & { kind: 'article'; html: string; minimum_seconds?: number })
  | (LessonBase & { kind: 'video'; html: string; asset: string; seconds: number; watched_percent: number })
  | (LessonBase & { kind: 'file'; html: string; handout: HandoutName })
  | (LessonBase & { kind: 'session'; html: string })
  | (LessonBase & { kind: 'quiz'; quiz: DemoQuiz });

export type DemoModule = { title: string; hours: number; lessons: DemoLesson[] };

export type DemoCourse = {
  code: string;
  title: string;
  category: string;
  difficulty: 'beginner' | 'intermediate' | 'advanced';
  weeks: number;
  /** Euros; default free of charge. */
  price?: string;
  motif: CoverMotif;
  /** Local part of the address of whoever teaches it. */
  trainer: string;
  co_trainers?: string[];
  description: string;
  outcomes: string[];
  /** Default: for good. */
  valid_months?: number;
  /** Days before the first start on which it was published; absent: it stays a draft. */
  published_days_ago?: number;
  modules: DemoModule[];
};

export type DemoPerson = {
  /** Local part of the address `…@demo.test`. */
  login: string;
  name: string;
  roles?: readonly ('admin' | 'manager' | 'trainer' | 'learner')[];
  department: string;
  position: string;
  location: string;
  /** Login of the person they report to. */
  manager?: string;
  bio?: string;
  language?: string;
  time_zone?: string;
  phone_number?: string;
  skills?: string[];
};

/** Names of the drawings an article uses, in order of appearance. */
export const figuresIn = (html: string): FigureName[] =>
  [...html.matchAll(/src="figure:([a-z-]+)"/g)].map((match) => match[1] as FigureName);
