/**
 * How much work something is, for bounds that tell a second from a minute. Machines differ by a factor of two, the same one from
 * hour to hour, and measuring coverage slows all JavaScript down: what is measured here is said in units of a fixed piece of work
 * that is done just before and just after, so that a bound means the same everywhere.
 */

/** What the yardstick takes where the bounds were set. */
const reference_ms = 50;

/** Milliseconds of CPU that `work` would take where the bounds were set. */
export function cpuMilliseconds(work: () => unknown): number {
  const before = slowness();
  const spent = spentOn(work);
  return spent / Math.max(before, slowness());
}

/** How many times as long as where the bounds were set this process takes for the same work, now. */
export function slowness(): number {
  if (!warm) for (let n = 0; n < 3; n++) yardstick();
  warm = true;
  return spentOn(yardstick) / reference_ms;
}

let warm = false;

function spentOn(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Of what our own parsers do: cutting and joining text, asking a map, making objects that are soon let go. */
function yardstick(): number {
  const counts = new Map<string, number>();
  const pieces: string[] = [];
  for (let n = 0; n < 60_000; n++) {
    const piece = `<b class="c${n % 977}">${n}&</b>`;
    const tag = piece.slice(1, piece.indexOf(' '));
    counts.set(`${tag}${n % 977}`, (counts.get(`${tag}${n % 977}`) ?? 0) + 1);
    pieces.push(piece.replace('&', '&amp;'));
  }
  return (JSON.parse(JSON.stringify(pieces.join('').split('>'))) as string[]).length + counts.size;
}
