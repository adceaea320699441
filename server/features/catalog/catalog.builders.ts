/** Test builders: whole published courses in one call, through the API's own services. */
import type { Client } from '#server/testing/product.ts';

type BuiltCourse = { id: string; lesson_ids: string[]; module_ids: string[]; title: string; code: string };

/** A course with `modules` x `lessons` article lessons, published unless told otherwise. */
export async function aCourse(
  trainer: Client,
  options: { title?: string; modules?: number; lessons?: number; published?: boolean; fields?: object } = {},
): Promise<BuiltCourse> {
  const created = await trainer.post('/api/courses/', {
    title: options.title ?? 'Forklift safety',
    description: 'Drive, lift and park.',
    ...options.fields,
  });
  if (created.status !== 201) throw new Error(`Course not created: ${JSON.stringify(created.body)}`);
  const course: BuiltCourse = {
    id: created.body.id,
    title: created.body.title,
    code: created.body.code,
    lesson_ids: [],
    module_ids: [],
  };
  for (let module = 1; module <= (options.modules ?? 1); module++) {
    const made = await trainer.post(`/api/courses/${course.id}/modules/`, { title: `Module ${module}` });
    course.module_ids.push(made.body.id);
    for (let lesson = 1; lesson <= (options.lessons ?? 2); lesson++) {
      const answer = await trainer.post('/api/lessons/', {
        course_id: course.id,
        module_id: made.body.id,
        title: `Lesson ${module}.${lesson}`,
        content: `<p>Text ${module}.${lesson}</p>`,
      });
      course.lesson_ids.push(answer.body.id);
    }
  }
  if (options.published !== false) {
    const published = await trainer.patch(`/api/courses/${course.id}/`, { published: true });
    if (published.status !== 200) throw new Error(`Course not published: ${JSON.stringify(published.body)}`);
  }
  return course;
}
