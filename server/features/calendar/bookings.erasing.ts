/**
 * What bookings erase of a person: the words written about them, and the seats they still hold, which go to those who wait. That
 * there was a booking stays, as evidence of a pseudonym.
 */
import type { ErasedPerson } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { lockSeats, offerFreeSeats } from './queue.service.ts';
import { moveBookings } from './queue.sql.ts';

export async function eraseBookings(ctx: Ctx, { user_id: userId }: ErasedPerson): Promise<void> {
  const held = await ctx.db.rows<{ session_id: string }>(sql`
    select b.session_id from bookings b join training_sessions s on s.id = b.session_id
     where b.user_id = ${userId} and b.state in ('requested', 'booked', 'waiting', 'offered') and s.ends_at > ${ctx.now}
     order by b.session_id`);
  for (const { session_id } of held) {
    await lockSeats(ctx, session_id);
    await moveBookings(
      ctx,
      sql`b.session_id = ${session_id} and b.user_id = ${userId} and b.state in ('requested', 'booked', 'waiting', 'offered')`,
      { to: 'cancelled', reason: '' },
    );
    await offerFreeSeats(ctx, session_id);
  }
  await ctx.db.run(sql`
    update bookings set note = '', reason = case when reason is not null then '' end
     where user_id = ${userId} and (note <> '' or reason <> '')`);
  await ctx.db.run(sql`
    select erase_in_history(array['bookings'], one.id, array['note', 'reason']) from bookings one where one.user_id = ${userId}`);
}
