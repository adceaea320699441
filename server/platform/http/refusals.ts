/** Refusals in the log, summed up: whoever floods us must not fill the disk too. */
import type { Logger } from '../telemetry/log.ts';

const tellEveryMilliseconds = 60_000;

/**
 * @param event  what it is called in the log
 * @param label  the field that says by which limit
 * @returns counts one refusal
 */
export function refusalTeller(log: Logger, event: string, label: string): (which: string) => void {
  const sums = new Map<string, number>();
  const tellAll = () => {
    for (const [which, refusals] of sums)
      log.warn({ event, outcome: 'refused', [label]: which, refusals }, 'requests refused');
    sums.clear();
  };
  return (which) => {
    if (sums.size === 0) setTimeout(tellAll, tellEveryMilliseconds).unref();
    sums.set(which, (sums.get(which) ?? 0) + 1);
  };
}
