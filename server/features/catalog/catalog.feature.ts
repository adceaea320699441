/** What catalog hands to the composition root. */
import { registerFileAccess } from '#server/features/files/index.ts';
import type { Feature } from '#server/main/feature.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { catalogExport } from './catalog.export.ts';
import { accessCourse } from './catalog.policy.ts';
import { catalogRoutes } from './catalog.routes.ts';
import { accessLesson } from './lessons.policy.ts';

/** Files follow their lesson or course: who may read that may read the file. */
const readable = (access: (ctx: Ctx, id: string) => Promise<unknown>) => async (ctx: Ctx, id: string) => {
  try {
    await access(ctx, id);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return false;
    throw error;
  }
};
registerFileAccess(
  'course',
  readable((ctx, id) => accessCourse(ctx, id, 'course.read')),
);
registerFileAccess(
  'lesson',
  readable((ctx, id) => accessLesson(ctx, id, 'lesson.read')),
);

export const catalogFeature: Feature = {
  name: 'catalog',
  service: 'courses',
  exports: catalogExport,
  routes: catalogRoutes,
  reactions: [],
  jobs: [],
};
