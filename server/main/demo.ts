/** The demo organization of a first start. What is in it: server/demo. */
import { createDemo, type Say } from '#server/demo/index.ts';
import { features } from './features.ts';
import type { Runtime } from './runtime.ts';

/**
 * Makes the demo unless it was made before; one that was removed stays removed. Killed in the middle, nothing of it is there
 * and the next start makes it.
 *
 * @returns whether the demo is there now, so that its sign-ins may be named
 */
export async function seedDemoOnce(runtime: Runtime, say: Say): Promise<boolean> {
  const outcome = await createDemo(runtime.systemCtx(), {
    reactions: features.flatMap((feature) => feature.reactions),
    say,
  });
  return outcome !== 'removed_before';
}
