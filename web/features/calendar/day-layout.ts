// Blocks of one day side by side: those that overlap share the width, and none is drawn over another. Pure.

export type Span = { start: number; end: number };
/** Column `lane` of `lanes`; `reach` lanes wide, because what is free beside a block is given to it. */
type Placed<Block> = { block: Block; lane: number; lanes: number; reach: number };

/**
 * Minutes since midnight in, lanes out. Blocks are taken in order of their start, the longer first; each goes into the first
 * lane that is free. A group ends where nothing lasts on: only its own blocks share its width.
 *
 * @param shortest  minutes that a block takes up at least, because its words need the room
 */
export function layDay<Block extends Span>(blocks: readonly Block[], shortest = 0): Placed<Block>[] {
  const ordered = blocks.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const placed: Placed<Block>[] = [];
  let group: Placed<Block>[] = [];
  let groupEnd = Number.NEGATIVE_INFINITY;
  const endOf = ({ start, end }: Span) => Math.max(end, start + shortest);
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane + 1));
    for (const one of group) {
      one.lanes = lanes;
      one.reach = reachOf(one, group, lanes, endOf);
    }
    placed.push(...group);
    group = [];
  };
  for (const block of ordered) {
    if (block.start >= groupEnd) close();
    const taken = new Set(
      group.filter(({ block: other }) => endOf(other) > block.start).map(({ lane }) => lane),
    );
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    group.push({ block, lane, lanes: 1, reach: 1 });
    groupEnd = Math.max(group.length === 1 ? Number.NEGATIVE_INFINITY : groupEnd, endOf(block));
  }
  close();
  return placed;
}

function reachOf<Block extends Span>(
  one: Placed<Block>,
  group: readonly Placed<Block>[],
  lanes: number,
  endOf: (span: Span) => number,
): number {
  const beside = group
    .filter(
      (other) =>
        other.lane > one.lane && other.block.start < endOf(one.block) && endOf(other.block) > one.block.start,
    )
    .map(({ lane }) => lane);
  return Math.min(lanes, ...beside) - one.lane;
}

/** Which hours to draw: working hours, and further ones where something stands in them. */
export function hoursShown(
  spans: readonly Span[],
  all: boolean,
  usual: Span = { start: 7 * 60, end: 19 * 60 },
): Span {
  if (all) return { start: 0, end: 24 * 60 };
  const start = Math.min(usual.start, ...spans.map((span) => Math.floor(span.start / 60) * 60));
  const end = Math.max(usual.end, ...spans.map((span) => Math.ceil(span.end / 60) * 60));
  return { start: Math.max(0, start), end: Math.min(24 * 60, end) };
}
