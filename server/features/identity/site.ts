/** What everybody may know of this installation before signing in. */
import type * as z from 'zod';
import type { Site } from '#contract/identity-shapes.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { services } from '#server/platform/services.ts';

export async function getSite(ctx: Ctx): Promise<z.input<typeof Site>> {
  const { ORGANIZATION_NAME, REGISTRATION } = services().config;
  // Its sign-ins are offered for as long as the demo is there, and it can be removed while the server runs.
  const isDemo = (await ctx.db.run(sql`select 1 from settings where key = 'demo'`)) > 0;
  return {
    organization_name: ORGANIZATION_NAME,
    registration_open: REGISTRATION === 'open',
    is_demo: isDemo,
  };
}
