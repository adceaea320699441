/** The bell between processes: what one commits, another delivers at once instead of at its next look. */
import { afterAll, expect, inject, it, vi } from 'vitest';
import { cloneDatabase } from '#server/testing/database.ts';
import { connectBus } from '../realtime/bus.ts';
import type { Logger } from '../telemetry/log.ts';

const { connection_string, drop } = await cloneDatabase(inject('admin_url'));
afterAll(drop);
const silence = () => undefined;
const log: Logger = { debug: silence, info: silence, warn: silence, error: silence, child: () => log };

/** A module of its own, as every process has. */
async function aProcess() {
  vi.resetModules();
  const bus = await connectBus({ connection_string, log });
  afterAll(() => bus.close());
  return { bus, ...(await import('./wake.ts')) };
}

it('a worker hears once of all that a process without a dispatcher commits in a moment', async () => {
  const [web, worker] = [await aProcess(), await aProcess()];
  const heard = vi.fn();
  worker.onWake(heard);
  const stopHearing = worker.hearElsewhere(worker.bus);
  const stopRinging = web.ringElsewhere(web.bus);

  for (let commits = 0; commits < 100; commits++) web.wakeDispatcher();
  await vi.waitFor(() => expect(heard).toHaveBeenCalled());
  await web.bus.publish('facts', '');
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));

  stopRinging();
  web.wakeDispatcher();
  stopHearing();
  await web.bus.publish('facts', '');
  const arrived = vi.fn();
  worker.bus.subscribe('the last', arrived);
  await web.bus.publish('the last', '');
  await vi.waitFor(() => expect(arrived).toHaveBeenCalled());
  expect(heard).toHaveBeenCalledTimes(2);
});

it('a process whose line is down keeps no rings for later', async () => {
  const web = await aProcess();
  const publish = vi.fn(async () => undefined);
  const broken = {
    connected: false,
    generation: 1,
    publish,
    subscribe: () => () => undefined,
    close: publish,
  };
  const stopRinging = web.ringElsewhere(broken);
  web.wakeDispatcher();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(publish).not.toHaveBeenCalled();
  broken.connected = true;
  web.wakeDispatcher();
  await vi.waitFor(() => expect(publish).toHaveBeenCalledExactlyOnceWith('facts', ''));
  stopRinging();
});
