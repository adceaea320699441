// What every part of the builder may count on: the course, its session, which lesson is open, and what the page lends
// from other features.
import { type ComponentType, createContext, useContext, useSyncExternalStore } from 'react';
import type { LessonKind } from './state/lesson-kinds.ts';
import type { SaveSum } from './state/save-sum.ts';
import type { BuilderSession } from './state/session.ts';
import type { StructureState } from './state/structure.ts';

export type UploadedFile = {
  id: string;
  url: string;
  name: string;
  media_type: string;
  byte_size: number;
  /** Pixels, for pictures. */
  width?: number | null;
  height?: number | null;
};

export type Upload = (
  file: File,
  options: { purpose: 'lesson' | 'cover'; onProgress: (share: number) => void; signal: AbortSignal },
) => Promise<UploadedFile>;

/** Parts that other features own; the page puts them in. */
export type BuilderSlots = {
  upload: Upload;
  QuizEditor: ComponentType<{ quiz_id: string; course_id: string }> | null;
  /** What the course teaches and asks for; left out where nobody owns it. */
  CourseSkills?: ComponentType<{ course_id: string }>;
  /** The paper its certificates are drawn on. */
  CoursePaper?: ComponentType<{ course_id: string }>;
};

export type BuilderValue = {
  course_id: string;
  session: BuilderSession;
  slots: BuilderSlots;
  lesson_id: string | undefined;
  /** Opens a lesson in the editor; without one nothing is open. */
  openLesson: (lesson_id: string | undefined) => void;
  /** Adds a lesson beside another and opens it. */
  addAfter: (lesson_id: string, kind: LessonKind, title: string) => Promise<void>;
};

const Builder = createContext<BuilderValue | null>(null);

export const BuilderProvider = Builder.Provider;

export function useBuilder(): BuilderValue {
  const value = useContext(Builder);
  if (!value) throw new Error('Parts of the builder stand inside a BuilderProvider');
  return value;
}

export function useStructure(): StructureState {
  const { structure } = useBuilder().session;
  return useSyncExternalStore(structure.subscribe, structure.getState);
}

export function useSaveSum(): SaveSum {
  const { session } = useBuilder();
  return useSyncExternalStore(session.subscribe, session.getSum);
}
