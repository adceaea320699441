/** For connections that stay open: does their login session still stand, and when to ask again. */
import type { Ctx } from '#server/platform/context.ts';
import { services } from '#server/platform/services.ts';
import { channel, sessionStates, stands } from './session-states.ts';

/** Whether a login session stands at `now`: not ended, not over, and its person active. */
export async function isSessionLive(db: Ctx['db'], loginSessionId: string, now: Date): Promise<boolean> {
  return stands(await sessionStates().get(db, loginSessionId, now), now);
}

export type SessionChange = { login_session_id: string } | { user_id: string };

/** Calls back when a session ended, or a person's roles or activity changed, in this or any other process. */
export function onSessionChange(listener: (change: SessionChange) => void): () => void {
  // The memory of states must hear of a change before anyone asks it because of the change.
  sessionStates();
  return services().changes.subscribe(channel, (message) => {
    const [kind, id = ''] = message.split(' ');
    listener(kind === 'session' ? { login_session_id: id } : { user_id: id });
  });
}
