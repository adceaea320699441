/**
 * `npm run bench:activity [seconds] [rounds]`: what the activity log costs a hot request. The same load (completing lessons, 16
 * connections) with ACTIVITY_LOG on and off in turn, in the same run; the CPU time includes what the worker does afterwards.
 */
import { type Figure, load } from './load.ts';
import { settle } from './processes.ts';
import { firstLearner, scenarios } from './scenarios.ts';
import { openStage, type Stage, say } from './stage.ts';
import { median } from './summary.ts';

const seconds = Number(process.argv[2] ?? 5);
const rounds = Number(process.argv[3] ?? 3);
const people = 400;
type Mode = 'on' | 'off';

async function measure(stage: Stage): Promise<Record<Mode, Figure[]>> {
  const figures: Record<Mode, Figure[]> = { on: [], off: [] };
  const tokens = await stage.tokensOf(firstLearner, people);
  const scenario = scenarios.find((one) => one.name === 'complete a lesson')!;
  let n = 0;
  const leg = async (mode: Mode): Promise<void> => {
    const { url, roots, stop } = await stage.start({ ACTIVITY_LOG: mode });
    try {
      const figure = await load(
        { url, tokens, roots, connections: 16, seconds },
        () => scenario.request(n++, people),
        () => settle(roots),
      );
      figures[mode].push(figure);
      say(
        `  ${mode.padEnd(3)}  ${figure.per_second}/s  p99 ${figure.p99_ms} ms  ${figure.cpu_ms} ms CPU each  ${figure.failed} failed`,
      );
    } finally {
      await stop();
    }
  };
  for (let round = 0; round < rounds; round++)
    for (const mode of round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) await leg(mode);
  return figures;
}

const stage = await openStage();
const figures = await measure(stage).finally(() => stage.end());
const of = (mode: Mode, value: (figure: Figure) => number) => median(figures[mode].map(value));
const rate = of('on', (one) => one.per_second) / of('off', (one) => one.per_second);
const cpu = of('on', (one) => one.cpu_ms ?? 0) / of('off', (one) => one.cpu_ms ?? 1);
say(
  `\nWith the log: ${(rate * 100).toFixed(1)} % of the requests per second, ${(cpu * 100).toFixed(1)} % of the CPU time (medians of ${rounds}).`,
);
