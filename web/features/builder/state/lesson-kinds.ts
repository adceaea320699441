// The kinds of lessons and what marks each one.
import {
  IconAlignLeft,
  IconCalendarEvent,
  IconFile,
  IconHelpCircle,
  IconPlayerPlay,
  IconSection,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { OutlineLesson } from '#contract/catalog.ts';

export type LessonKind = OutlineLesson['kind'];
type Icon = ComponentType<{ size?: number; stroke?: number; className?: string }>;

export const kindIcons: Record<LessonKind | 'module', Icon> = {
  article: IconAlignLeft,
  video: IconPlayerPlay,
  file: IconFile,
  quiz: IconHelpCircle,
  session: IconCalendarEvent,
  module: IconSection,
};
