/** Binds the catalog's endpoints. No decisions here. */
import { catalog } from '#contract/catalog.ts';
import { bind } from '#server/platform/http/bind.ts';
import { ifMatch } from '#server/platform/http/conditional.ts';
import * as cached from './catalog.cache.ts';
import * as categories from './categories.service.ts';
import * as courses from './courses.service.ts';
import { duplicateCourse } from './duplicate.service.ts';
import * as lessons from './lessons.service.ts';
import * as modules from './modules.service.ts';
import { getDraftOutline, getOutline } from './outline.service.ts';
import { getPublishState, publishCourse } from './publishing.service.ts';
import { restoreLesson, restoreModule } from './restore.service.ts';

export const catalogRoutes = bind(catalog, {
  listCategories: (ctx, { query, request }) => cached.listCategories(ctx, query, request),
  createCategory: (ctx, { body }) => categories.createCategory(ctx, body),
  getCategory: (ctx, { params }) => categories.getCategory(ctx, params.id),
  updateCategory: (ctx, { params, body }) => categories.updateCategory(ctx, params.id, body),
  deleteCategory: (ctx, { params }) => categories.deleteCategory(ctx, params.id),

  listCourses: (ctx, { query, request }) => cached.listCourses(ctx, query, request),
  createCourse: (ctx, { body }) => courses.createCourse(ctx, body),
  getCourse: (ctx, { params }) => cached.getCourse(ctx, params.id),
  updateCourse: (ctx, { params, body, request }) =>
    courses.updateCourse(ctx, params.id, body, ifMatch(request)),
  deleteCourse: (ctx, { params }) => courses.deleteCourse(ctx, params.id),
  duplicateCourse: (ctx, { params, body }) => duplicateCourse(ctx, params.id, body),

  getOutline: (ctx, { params }) => getOutline(ctx, params.id),
  getDraftOutline: (ctx, { params }) => getDraftOutline(ctx, params.id),
  getPublishState: (ctx, { params }) => getPublishState(ctx, params.id),
  publishCourse: async (ctx, { params, body }) => {
    await publishCourse(ctx, params.id, body.note);
    return courses.getCourse(ctx, params.id);
  },

  listModules: (ctx, { params, query, request }) => modules.listModules(ctx, params.id, query, request),
  createModule: (ctx, { params, body, query }) => modules.createModule(ctx, params.id, body, query),
  getModule: (ctx, { params }) => modules.getModule(ctx, params.id, params.module_id),
  updateModule: (ctx, { params, body, query }) =>
    modules.updateModule(ctx, params.id, params.module_id, body, query),
  deleteModule: (ctx, { params, query }) => modules.deleteModule(ctx, params.id, params.module_id, query),
  restoreModule: (ctx, { params, body, query }) =>
    restoreModule(ctx, params.id, params.module_id, body, query),

  listLessons: (ctx, { query, request }) => lessons.listLessons(ctx, query, request),
  createLesson: (ctx, { body, query }) => lessons.createLesson(ctx, body, query),
  getLesson: (ctx, { params }) => lessons.getLesson(ctx, params.id),
  updateLesson: (ctx, { params, body, query, request }) =>
    lessons.updateLesson(ctx, params.id, body, { ...query, expected_version: ifMatch(request) }),
  deleteLesson: (ctx, { params, query }) => lessons.deleteLesson(ctx, params.id, query),
  restoreLesson: (ctx, { params, body, query }) => restoreLesson(ctx, params.id, body, query),
});
