/** Title and description of the pages that strangers and search engines open. */
import type { FastifyRequest } from 'fastify';
import { sql } from '../platform/db/sql.ts';
import type { PageMeta } from '../platform/http/web.ts';
import type { Runtime } from './runtime.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const sharedPage = /^\/shared\/achievement\/([\w-]{24})\/?$/;
const coursePage = new RegExp(`^/courses/(${uuid})/?$`);

export async function describePublicPage(
  runtime: Runtime,
  request: FastifyRequest,
): Promise<PageMeta | null> {
  const organization = runtime.services.config.ORGANIZATION_NAME;
  const path = request.url.split('?')[0] ?? '';
  if (path === '/catalog' || path === '/catalog/') {
    return { title: `Catalog · ${organization}`, description: `Courses open to you at ${organization}.` };
  }
  const token = sharedPage.exec(path)?.[1];
  if (token) return describeShared(runtime, token, organization);
  const courseId = coursePage.exec(path)?.[1];
  if (!courseId) return null;
  const course = await runtime.db.maybe<{ title: string; description: string }>(sql`
    select title, description from courses where id = ${courseId} and status = 'published' and deleted_at is null`);
  if (!course) return null;
  const description = course.description.replace(/\s+/g, ' ').slice(0, 200);
  return {
    title: `${course.title} · ${organization}`,
    description,
    structured: {
      '@context': 'https://schema.org',
      '@type': 'Course',
      name: course.title,
      description,
      provider: { '@type': 'Organization', name: organization },
    },
  };
}

/** What a link to a shared award shows where it is pasted: the same as its page, and nothing more. */
async function describeShared(
  runtime: Runtime,
  token: string,
  organization: string,
): Promise<PageMeta | null> {
  const award = await runtime.db.maybe<{ name: string; description: string; display_name: string }>(sql`
    select a.name, a.description, p.display_name from achievement_awards w
      join achievements a on a.id = w.achievement_id join v_identity_people p on p.user_id = w.user_id
     where w.share_token = ${token}`);
  return (
    (award && {
      title: `${award.name} · ${award.display_name} · ${organization}`,
      description: award.description,
    }) ??
    null
  );
}
