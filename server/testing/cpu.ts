/** How long a piece of work keeps this process busy: unlike the clock, the same on a machine that is busy with others. */
export function cpuMilliseconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
