// A course that can be edited, for tests: the pretended server keeps its draft as the real one would.
import { catalog, type Outline } from '#contract/catalog.ts';
import { certificates } from '#contract/certificates.ts';
import { identity } from '#contract/identity.ts';
import { skills } from '#contract/skills.ts';
import { changedLessons } from '#contract/values/outline-changes.ts';
import type { CourseWhole, Lesson, PublishState } from '#web/features/builder/builder.types.ts';
import {
  findLesson,
  type LessonPlace,
  type OutlineModule,
  placeOfLesson,
  withLessonAt,
  withLessonFields,
  withLessonMoved,
  withModuleAt,
  withModuleMoved,
  withModuleTitle,
  withoutLesson,
  withoutModule,
} from '#web/features/builder/state/outline-moves.ts';
import { sessionOf, userDetail } from '#web/features/identity/identity.samples.ts';
import {
  aCategory,
  aCourseDetail,
  aLesson,
  anOutline,
  anOutlineLesson,
  idOf,
  listOf,
} from '#web/testing/course-samples.ts';
import { type PretendedServer, pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { ingrid } from '#web/testing/samples.ts';

export const course_id = idOf('c', 1);
export const lesson_id = (number: number): string => idOf('e', number);
export const module_id = (number: number): string => idOf('b', number);
export const builderPath = `/teach/courses/${course_id}`;

const outlined = (number: number, title: string, kind: Lesson['kind'] = 'video') =>
  anOutlineLesson(number, { title, kind, revision_id: idOf('d', number) });

/** Two modules of three and two lessons, as learners see them. */
const published = anOutline(
  1,
  [outlined(1, 'Why trucks tip over'), outlined(2, 'Who may drive'), outlined(3, 'The load plate')],
  [outlined(4, 'Walk-round'), outlined(5, 'Brakes and horn')],
);

export type Given = { course?: Partial<CourseWhole>; problems?: PublishState['problems'] };

/** Answers everything that the builder asks, and changes its draft as it is told. */
export function anAuthoringServer({ course = {}, problems = [] }: Given = {}) {
  const server = pretendServer();
  let draft: Outline = { ...published, version_id: null, number: null };
  let whole = aCourseDetail(1, { title: 'Forklift safety', can: ['update'], trainers: [], ...course });
  const lessons = new Map<string, Lesson>();
  const removed = new Map<string, Lesson | OutlineModule>();
  let made = 0;

  const lessonOf = (id: string): Lesson => {
    const entry = findLesson(draft, id);
    if (!entry) throw new Error(`No lesson ${id}`);
    const place = placeOfLesson(draft, id);
    return { ...aLesson(1, entry, lessons.get(id)), ...place, title: entry.title };
  };
  const keep = (lesson: Lesson): Lesson => {
    lessons.set(lesson.id, lesson);
    return lesson;
  };
  const moduleAnswer = (id: string) => {
    const index = draft.modules.findIndex((module) => module.id === id);
    const { title = '', lessons: inside = [] } = draft.modules[index] ?? {};
    const { created_at, updated_at } = whole;
    const counts = { order: index + 1, duration_hours: null, lesson_count: inside.length };
    return { id, course_id, title, ...counts, created_at, updated_at };
  };

  server.on(identity.getSession, () => sessionOf(userDetail(ingrid, ['trainer'])));
  server.on(identity.listUsers, () => listOf([]));
  server.on(catalog.listCategories, () => listOf([aCategory(1), aCategory(2)]));
  server.on(catalog.getCourse, () => whole);
  server.on(certificates.getCourseTemplate, () => ({ template_id: null, templates: [] }));
  server.on(skills.getCourseSkills, () => ({ grants: [], requires: [], can: ['update'] }));
  server.on(skills.listSkills, () => listOf([]));
  server.on(catalog.getDraftOutline, () => draft);
  server.on(catalog.getOutline, () => published);
  server.on(catalog.getLesson, ({ params }) => lessonOf(params['id'] ?? ''));
  server.on(catalog.updateCourse, ({ body }) => {
    whole = { ...whole, ...(body as object), record_version: whole.record_version + 1 };
    return whole;
  });
  server.on(catalog.updateLesson, ({ params, body, headers }) => {
    const before = lessonOf(params['id'] ?? '');
    const based = headers.get('if-match');
    if (based !== null && based !== `"${before.record_version}"`) return new Refusal('record.stale');
    const { module_id, order, ...fields } = body as Partial<Lesson>;
    if (module_id && order) draft = withLessonMoved(draft, before.id, { module_id, order });
    const isOtherText = 'title' in fields || 'content' in fields;
    const { title = before.title } = fields;
    if (isOtherText) draft = withLessonFields(draft, before.id, { title, revision_id: null });
    return keep({ ...lessonOf(before.id), ...fields, record_version: before.record_version + 1 });
  });
  server.on(catalog.createLesson, ({ body }) => {
    made += 1;
    const { title, kind, module_id = draft.modules.at(-1)?.id ?? '', order = 1 } = body as Lesson;
    draft = withLessonAt(draft, anOutlineLesson(100 + made, { title, kind }), { module_id, order });
    return keep(lessonOf(lesson_id(100 + made)));
  });
  server.on(catalog.deleteLesson, ({ params }) => {
    const id = params['id'] ?? '';
    removed.set(id, lessonOf(id));
    draft = withoutLesson(draft, id);
    return null;
  });
  server.on(catalog.restoreLesson, ({ params, body }) => {
    const lesson = removed.get(params['id'] ?? '') as Lesson;
    const entry =
      findLesson(published, lesson.id) ?? anOutlineLesson(0, { id: lesson.id, title: lesson.title });
    draft = withLessonAt(draft, entry, body as LessonPlace);
    return keep({ ...lessonOf(lesson.id), record_version: lesson.record_version + 1 });
  });
  server.on(catalog.createModule, ({ body }) => {
    made += 1;
    const { title, order } = body as { title: string; order: number };
    const module = { id: module_id(100 + made), title, duration_hours: null, lessons: [] };
    draft = withModuleAt(draft, module, order);
    return moduleAnswer(module.id);
  });
  server.on(catalog.updateModule, ({ params, body }) => {
    const id = params['module_id'] ?? '';
    const { title, order } = body as { title?: string; order?: number };
    if (title !== undefined) draft = withModuleTitle(draft, id, title);
    if (order !== undefined) draft = withModuleMoved(draft, id, order);
    return moduleAnswer(id);
  });
  server.on(catalog.deleteModule, ({ params }) => {
    const id = params['module_id'] ?? '';
    const module = draft.modules.find((one) => one.id === id);
    if (module) removed.set(id, module);
    draft = withoutModule(draft, id);
    return null;
  });
  server.on(catalog.restoreModule, ({ params, body }) => {
    const id = params['module_id'] ?? '';
    draft = withModuleAt(draft, removed.get(id) as OutlineModule, (body as { order: number }).order);
    return moduleAnswer(id);
  });
  server.on(catalog.getPublishState, () => stateOf());
  server.on(catalog.publishCourse, () => {
    whole = {
      ...whole,
      status: 'published',
      version_number: (whole.version_number ?? 0) + 1,
      has_unpublished_changes: false,
    };
    return whole;
  });

  function stateOf(): PublishState {
    const changed_lessons = changedLessons(published, draft);
    const titles = (change: string) =>
      changed_lessons.filter((one) => one.change === change).map(({ title }) => title);
    return {
      ready: problems.length === 0,
      problems,
      current_number: 5,
      changes: {
        added: titles('added'),
        changed: titles('changed'),
        removed: titles('removed'),
        moved: titles('moved'),
      },
      changed_lessons,
      in_progress_count: 17,
      completed_count: 41,
    };
  }

  return {
    server,
    /** Somebody else writes to a lesson meanwhile. */
    changeElsewhere(id: string, fields: Partial<Lesson>): void {
      const before = lessonOf(id);
      if (fields.title) draft = withLessonFields(draft, id, { title: fields.title });
      keep({ ...before, ...fields, record_version: before.record_version + 1 });
    },
    /** Titles by module, as the server has them. */
    titles: () => draft.modules.map((module) => [module.title, ...module.lessons.map(({ title }) => title)]),
  };
}

export type AuthoringServer = ReturnType<typeof anAuthoringServer> & { server: PretendedServer };
