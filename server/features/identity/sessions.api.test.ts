/** One's own sessions, and the memory that every request asks: settled conflicts 2 and 7. */
import { describe, expect, it } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import type { Bus } from '#server/platform/realtime/bus.ts';
import { startProduct } from '#server/testing/product.ts';
import { aPerson, somePassword } from './identity.builders.ts';
import { issueAccessToken } from './login-sessions.service.ts';
import { endSession } from './login-sessions.sql.ts';
import { SessionStates } from './session-states.ts';

const product = await startProduct();
const { anonymous } = product;
const { db } = product.runtime;
const as = (access: string) => ({ authorization: `Bearer ${access}` });
const sessionOf = (access: string): string =>
  JSON.parse(Buffer.from(access.split('.')[1] ?? '', 'base64url').toString()).sid;

async function signedIn(email: string, userAgent = 'A browser') {
  const { body } = await anonymous.post(
    '/api/auth/token/',
    { email, password: somePassword },
    { 'user-agent': userAgent },
  );
  return body.access as string;
}

describe('GET /api/auth/sessions/', () => {
  it('lists the person’s live sessions and marks this one, nobody else’s', async () => {
    const decoy = await aPerson(product);
    await signedIn(decoy.email);
    const user = await aPerson(product);
    const [phone, laptop] = [await signedIn(user.email, 'Phone'), await signedIn(user.email, 'Laptop')];
    const gone = await signedIn(user.email, 'Gone');
    await anonymous.post('/api/auth/logout/', {}, as(gone));
    const { status, body } = await anonymous.get('/api/auth/sessions/', as(laptop));
    expect(status).toBe(200);
    expect(body).toHaveLength(2);
    expect(body).toContainEqual(
      expect.objectContaining({ id: sessionOf(laptop), user_agent: 'Laptop', is_current: true }),
    );
    expect(body).toContainEqual(
      expect.objectContaining({ id: sessionOf(phone), user_agent: 'Phone', is_current: false }),
    );
  });

  it('asks for a session', async () => {
    expect((await anonymous.get('/api/auth/sessions/')).status).toBe(401);
  });
});

describe('DELETE /api/auth/sessions/:id/', () => {
  it('ends one session at once and only once', async () => {
    const user = await aPerson(product);
    const [here, there] = [await signedIn(user.email), await signedIn(user.email)];
    expect((await anonymous.get('/api/users/me/', as(there))).status).toBe(200);
    const url = `/api/auth/sessions/${sessionOf(there)}/`;
    const answers = await Promise.all([1, 2, 3].map(() => anonymous.delete(url, as(here))));
    expect(answers.map((one) => one.status).sort()).toEqual([204, 404, 404]);
    expect((await anonymous.get('/api/users/me/', as(there))).status).toBe(401);
    expect((await anonymous.get('/api/users/me/', as(here))).status).toBe(200);
  });

  it('cannot end someone else’s session, and does not say that it exists', async () => {
    const [victim, attacker] = [await aPerson(product), await aPerson(product)];
    const [theirs, own] = [await signedIn(victim.email), await signedIn(attacker.email)];
    const answers = [
      await anonymous.delete(`/api/auth/sessions/${sessionOf(theirs)}/`, as(own)),
      await anonymous.delete(`/api/auth/sessions/${newId()}/`, as(own)),
      await anonymous.delete('/api/auth/sessions/nonsense/', as(own)),
    ];
    expect(answers.map((one) => one.status)).toEqual([404, 404, 404]);
    expect((await anonymous.get('/api/users/me/', as(theirs))).status).toBe(200);
  });
});

/** Two processes joined by a wire that can be cut. */
function aWire() {
  const listeners: ((message: string) => void)[] = [];
  const state = { connected: true, generation: 1 };
  const bus = (): Bus => ({
    async publish(_channel, message) {
      if (state.connected) for (const listener of listeners) listener(message);
    },
    subscribe(_channel, listener) {
      listeners.push(listener);
      return () => undefined;
    },
    get connected() {
      return state.connected;
    },
    get generation() {
      return state.generation;
    },
    close: async () => undefined,
  });
  return { state, bus };
}

describe('the memory of two processes', () => {
  async function aSession() {
    const user = await aPerson(product);
    const id = sessionOf(await issueAccessToken(product.ctx(), user.id));
    const end = () => endSession({ ...product.ctx(), db }, { id, user_id: user.id }, 'signed_out');
    return { user_id: user.id, id, end };
  }
  const ask = (states: SessionStates, id: string) => states.get(db, id, product.ctx().now);

  it('forgets in both when one announces a change, by session and by person', async () => {
    const wire = aWire();
    const [here, there] = [new SessionStates(wire.bus()), new SessionStates(wire.bus())];
    const [one, two] = [await aSession(), await aSession()];
    for (const states of [here, there])
      for (const { id } of [one, two]) expect((await ask(states, id))?.ended_at).toBeNull();
    await one.end();
    await two.end();
    // Without an announcement the old answer stands; that is what makes the next lines mean something.
    expect((await ask(there, one.id))?.ended_at).toBeNull();
    await here.forgetSession(one.id);
    await here.forgetUser(two.user_id);
    for (const states of [here, there])
      for (const { id } of [one, two]) expect((await ask(states, id))?.ended_at).not.toBeNull();
  });

  it('keeps nothing that was asked before a change and answered after it', async () => {
    const wire = aWire();
    const states = new SessionStates(wire.bus());
    const session = await aSession();
    const early = ask(states, session.id);
    await states.forgetUser(session.user_id);
    await early;
    await session.end();
    expect((await ask(states, session.id))?.ended_at).not.toBeNull();
  });

  it('asks the database every time while the wire is cut, and starts afresh when it is mended', async () => {
    const wire = aWire();
    const states = new SessionStates(wire.bus());
    const session = await aSession();
    await ask(states, session.id);
    wire.state.connected = false;
    await session.end();
    expect((await ask(states, session.id))?.ended_at).not.toBeNull();

    const other = await aSession();
    Object.assign(wire.state, { connected: true, generation: 2 });
    await ask(states, other.id);
    // Cut and mended again with nobody asking in between.
    await other.end();
    wire.state.generation = 3;
    expect((await ask(states, other.id))?.ended_at).not.toBeNull();
  });

  it('knows that a session never was, and forgets a question that failed', async () => {
    const states = new SessionStates(aWire().bus());
    expect(await ask(states, newId())).toBeNull();
    await expect(ask(states, 'not a uuid')).rejects.toThrow();
    await expect(ask(states, 'not a uuid')).rejects.toThrow();
  });
});
