/**
 * "Close this gap": which courses bring somebody to the required levels in the fewest minutes, and in which order. Pure.
 *
 * A *way* is a set of courses that together bring a skill to a level; a level may have several. A course that requires a skill
 * (blocking) can only be taken once that level is there, by what the person has or by courses before it. Among choices of equal
 * minutes the one with fewer courses wins, then the one whose ids come first, so that the same question has the same answer.
 *
 * The choice is a weighted set cover with prerequisites: solved exactly by branch and bound, which realistic catalogs (some twenty
 * gaps, some hundreds of courses) leave far below the cap; past the cap the best choice found so far is given and called `good`.
 */
export type Need = { skill_id: string; level: number };
export type PlanCourse = {
  course_id: string;
  /** Still to do for this person. */
  minutes: number;
  /** Blocking requirements. */
  requires: readonly Need[];
};
export type Way = { skill_id: string; level: number; courses: readonly string[] };
export type PlanInput = {
  gaps: readonly Need[];
  /** Proven level by skill. */
  have: ReadonlyMap<string, number>;
  courses: readonly PlanCourse[];
  ways: readonly Way[];
};
export type Plan = {
  /** Course ids in an order in which each can be taken. */
  order: string[];
  total_minutes: number;
  method: 'exact' | 'good';
  closed: Need[];
  left_open: Need[];
};

const nodeLimit = 20_000;
/** Orders by minutes, then by number of courses, in one number. */
const courseWeight = 1 / 4096;

export function makePlan(input: PlanInput, limit = nodeLimit): Plan {
  const model = new Model(input);
  const everything = model.take(new Set(model.courses.keys()));
  const closed = input.gaps.filter((gap) => model.has(everything, gap));
  const left_open = input.gaps.filter((gap) => !model.has(everything, gap));
  const search = new Search(model, closed, limit);
  const chosen = search.run();
  const order = model.take(chosen).order;
  return {
    order,
    total_minutes: order.reduce((sum, id) => sum + model.courses.get(id)!.minutes, 0),
    method: search.isExhausted ? 'exact' : 'good',
    closed,
    left_open,
  };
}

type Taken = { order: string[]; done: Set<string>; stuck: string[] };

class Model {
  readonly courses: ReadonlyMap<string, PlanCourse>;
  private readonly waysOf = new Map<string, Way[]>();
  private readonly have: ReadonlyMap<string, number>;

  constructor(input: PlanInput) {
    const sorted = [...input.courses].sort((a, b) => (a.course_id < b.course_id ? -1 : 1));
    this.courses = new Map(sorted.map((course) => [course.course_id, course]));
    this.have = input.have;
    for (const way of input.ways) {
      if (way.courses.length === 0 || !way.courses.every((id) => this.courses.has(id))) continue;
      this.waysOf.set(way.skill_id, [...(this.waysOf.get(way.skill_id) ?? []), way]);
    }
  }

  /** Ways that bring a skill to a level or beyond. */
  ways = (need: Need): Way[] =>
    (this.waysOf.get(need.skill_id) ?? []).filter((way) => way.level >= need.level);

  has = (taken: Taken, need: Need): boolean =>
    (this.have.get(need.skill_id) ?? 0) >= need.level ||
    this.ways(need).some((way) => way.courses.every((id) => taken.done.has(id)));

  cost = (chosen: Iterable<string>): number =>
    [...chosen].reduce((sum, id) => sum + this.courses.get(id)!.minutes + courseWeight, 0);

  /** Takes the courses one after the other, each as soon as what it requires is there. */
  take(chosen: ReadonlySet<string>): Taken {
    const taken: Taken = { order: [], done: new Set(), stuck: [...chosen].sort() };
    for (;;) {
      const next = taken.stuck.findIndex((id) =>
        this.courses.get(id)!.requires.every((need) => this.has(taken, need)),
      );
      if (next < 0) return taken;
      const [id] = taken.stuck.splice(next, 1) as [string];
      taken.order.push(id);
      taken.done.add(id);
    }
  }

  /** What stops a stuck course. */
  obstacle = (taken: Taken, courseId: string): Need =>
    this.courses.get(courseId)!.requires.find((need) => !this.has(taken, need))!;
}

class Search {
  isExhausted = true;
  private nodes = 0;
  private best: ReadonlySet<string> = new Set();
  private bestCost = Number.POSITIVE_INFINITY;
  private readonly met = new Set<string>();
  private readonly model: Model;
  private readonly gaps: readonly Need[];
  private readonly limit: number;

  constructor(model: Model, gaps: readonly Need[], limit: number) {
    this.model = model;
    this.gaps = gaps;
    this.limit = limit;
  }

  run(): ReadonlySet<string> {
    if (this.gaps.length === 0) return new Set();
    this.keep(this.greedy());
    this.visit(new Set());
    return this.best;
  }

  private keep(chosen: ReadonlySet<string>): void {
    const cost = this.model.cost(chosen);
    if (cost >= this.bestCost) return;
    this.best = chosen;
    this.bestCost = cost;
  }

  private unmet = (taken: Taken): Need[] => this.gaps.filter((gap) => !this.model.has(taken, gap));

  /**
   * Branches on one open gap. Every choice that completes `chosen` has the gap's way in it, or reaches it through courses that
   * are chosen but stuck, whose obstacle is then what is branched on: so no completing choice is passed over.
   */
  private visit(chosen: ReadonlySet<string>): void {
    const key = [...chosen].sort().join();
    if (this.met.has(key)) return;
    if (++this.nodes > this.limit) {
      this.isExhausted = false;
      return;
    }
    this.met.add(key);
    const taken = this.model.take(chosen);
    const unmet = this.unmet(taken);
    if (unmet.length === 0) {
      this.keep(new Set(taken.order));
      return;
    }
    const cost = this.model.cost(chosen);
    if (cost + this.leastMore(chosen, unmet) >= this.bestCost) return;
    const branches = unmet.map((gap) => this.branches(gap, chosen, taken, new Set()));
    const fewest = branches.reduce((least, one) => (one.length < least.length ? one : least));
    for (const added of fewest.sort((a, b) => this.model.cost(a) - this.model.cost(b))) {
      if (cost + this.model.cost(added) < this.bestCost) this.visit(new Set([...chosen, ...added]));
    }
  }

  private branches(need: Need, chosen: ReadonlySet<string>, taken: Taken, asked: Set<string>): string[][] {
    const key = `${need.skill_id} ${need.level}`;
    if (asked.has(key)) return [];
    asked.add(key);
    return this.model.ways(need).flatMap((way) => {
      const added = way.courses.filter((id) => !chosen.has(id));
      if (added.length > 0) return [added];
      const stuck = way.courses.find((id) => !taken.done.has(id));
      return stuck ? this.branches(this.model.obstacle(taken, stuck), chosen, taken, asked) : [];
    });
  }

  /**
   * At least so much is still to come: each gap pays its cheapest way, a course's price shared by all gaps it could serve. Whatever
   * is chosen in the end, the gaps together pay no more than its price.
   */
  private leastMore(chosen: ReadonlySet<string>, unmet: readonly Need[]): number {
    const serves = new Map<string, number>();
    const waysOf = unmet.map((gap) => this.model.ways(gap));
    for (const ways of waysOf) {
      for (const id of new Set(ways.flatMap((way) => way.courses))) serves.set(id, (serves.get(id) ?? 0) + 1);
    }
    const shareOf = (id: string): number =>
      chosen.has(id) ? 0 : (this.model.courses.get(id)!.minutes + courseWeight) / serves.get(id)!;
    return waysOf.reduce(
      (sum, ways) =>
        sum + Math.min(...ways.map((way) => way.courses.reduce((total, id) => total + shareOf(id), 0))),
      0,
    );
  }

  /** A first choice to beat: the cheapest way per gap it closes, then whatever turns out not to be needed is left out. */
  private greedy(): ReadonlySet<string> {
    const chosen = new Set<string>();
    for (;;) {
      const taken = this.model.take(chosen);
      const unmet = this.unmet(taken);
      if (unmet.length === 0) return this.withoutIdle(new Set(taken.order));
      const options = unmet.flatMap((gap) => this.branches(gap, chosen, taken, new Set()));
      // Every gap here can be closed; where only a stuck ring is left, all courses together untie it.
      if (options.length === 0)
        return this.withoutIdle(new Set(this.model.take(new Set(this.model.courses.keys())).order));
      const priceOf = (added: string[]) => {
        const after = this.unmet(this.model.take(new Set([...chosen, ...added]))).length;
        return this.model.cost(added) / (unmet.length - after + 0.1);
      };
      const [cheapest] = options
        .map((added) => ({ added, price: priceOf(added) }))
        .sort((a, b) => a.price - b.price);
      for (const id of cheapest!.added) chosen.add(id);
    }
  }

  private withoutIdle(chosen: ReadonlySet<string>): ReadonlySet<string> {
    let kept = new Set(chosen);
    for (const id of [...chosen].sort(
      (a, b) => this.model.courses.get(b)!.minutes - this.model.courses.get(a)!.minutes,
    )) {
      const fewer = new Set([...kept].filter((one) => one !== id));
      const taken = this.model.take(fewer);
      if (this.unmet(taken).length === 0) kept = new Set(taken.order);
    }
    return kept;
  }
}
