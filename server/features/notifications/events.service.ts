/** The live connection of a browser: hints that something changed, so that it fetches again. */
import { isSessionLive, onSessionChange } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import type { Bus } from '#server/platform/realtime/bus.ts';
import { openEventStream, reviewEventStreams } from '#server/platform/realtime/sse.ts';
import { services } from '#server/platform/services.ts';

const watched = new WeakSet<Bus>();

/** Once per process: connections end with their session, not with the next heartbeat. */
function watchSessions(bus: Bus): void {
  if (watched.has(bus)) return;
  watched.add(bus);
  onSessionChange((change) => {
    void reviewEventStreams(bus, (listener) =>
      'user_id' in change
        ? listener.user_id === change.user_id
        : listener.login_session_id === change.login_session_id,
    );
  });
}

/** Opens the caller's stream; it stays open until the session ends, the browser leaves or the process stops. */
export async function openEvents(ctx: Ctx): Promise<HttpReply> {
  const { actor, db } = ctx;
  if (actor.kind !== 'user') throw new AppError('auth.required');
  const { bus, clock } = services();
  watchSessions(bus);
  const stream = openEventStream(bus, {
    user_id: actor.user_id,
    login_session_id: actor.login_session_id,
    roles: actor.roles,
    isLive: () => isSessionLive(db, actor.login_session_id, clock()),
  });
  return new HttpReply({
    stream,
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      // A kept-alive connection would hold up a stopping server after its stream has ended.
      connection: 'close',
    },
  });
}
