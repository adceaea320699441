// Small outlines for tests: 'a b | c' is two modules, the first with the lessons a and b.
import type { Outline, OutlineLesson } from '#contract/catalog.ts';

export function aLesson(id: string, more: Partial<OutlineLesson> = {}): OutlineLesson {
  return {
    id,
    title: id,
    kind: 'article',
    required: true,
    is_preview: false,
    completion_rule: 'open',
    minimum_seconds: null,
    watched_percent: null,
    estimated_minutes: 5,
    quiz_id: null,
    quiz_version_id: null,
    revision_id: `revision-${id}`,
    ...more,
  };
}

export function anOutline(drawing: string): Outline {
  const modules = drawing.split('|').map((part, index) => ({
    id: `m${index + 1}`,
    title: `Module ${index + 1}`,
    duration_hours: null,
    lessons: part
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map((id) => aLesson(id)),
  }));
  return { course_id: 'course', version_id: null, number: null, modules };
}

export const drawn = (outline: Outline): string =>
  outline.modules.map(({ lessons }) => lessons.map(({ id }) => id).join(' ')).join(' | ');
