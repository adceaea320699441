/**
 * Small models of the platforms, for the tests of the scripts that roll out and take back: what runs where, what a command changes,
 * and what each platform says afterwards. Not what a command looks like, but where it leads, is what a test asks.
 */
/** What a model answers to one command; null: the command fails. */
export type Answer = string | null;

const option = (words: string[], name: string): string | undefined => words[words.indexOf(name) + 1];
const nameOf = (definition: string): string => definition.split('/').at(-1)!;

type Definition = { status: 'ACTIVE' | 'INACTIVE'; image: string };

export class Ecs {
  exists = true;
  /** Tags with which nothing becomes healthy: the circuit breaker goes back. */
  broken = new Set<string>();
  definitions = new Map<string, Definition>();
  /** The newest first; one alone is stable. */
  deployments = new Map<string, string[]>();
  private numbers = 0;

  private register(service: string, image: string): string {
    this.numbers += 1;
    const name = `lms-${service}:${this.numbers}`;
    this.definitions.set(name, { status: 'ACTIVE', image });
    return name;
  }

  /** As Terraform does: new definitions, and the services told. The old ones stay (`skip_destroy`). */
  apply(tag: string): void {
    for (const service of ['backend', 'worker', 'frontend']) {
      const before = this.deployments.get(service) ?? [];
      this.deployments.set(service, [this.register(service, `registry/${service}:${tag}`), ...before]);
    }
  }

  tagOf = (service: string): string =>
    this.definitions.get(this.deployments.get(service)![0]!)!.image.split(':').at(-1)!;

  command(words: string[]): Answer {
    const service = option(words, words.includes('--service') ? '--service' : '--services')!;
    const query = option(words, '--query') ?? '';
    const definition = nameOf(option(words, '--task-definition') ?? '');
    switch (words.slice(0, 2).join(' ')) {
      case 'ecs describe-clusters':
        return this.exists ? option(words, '--clusters')! : 'None';
      case 'ecs describe-services': {
        if (!this.exists) return null;
        const [primary, ...active] = this.deployments.get(service) ?? [];
        const found = query.includes("deployments[?status=='PRIMARY']") ? primary : active[0];
        return found ? `arn:aws:ecs:eu-central-1:1:task-definition/${found}` : 'None';
      }
      case 'ecs describe-task-definition': {
        const found = this.definitions.get(definition);
        if (!found) return null;
        return found.image;
      }
      case 'ecs update-service':
        if (this.definitions.get(definition)?.status !== 'ACTIVE') return null;
        this.deployments.set(service, [definition, ...this.deployments.get(service)!]);
        return service;
      case 'ecs wait':
        for (const [name, [newest, before]] of this.deployments)
          this.deployments.set(name, [this.broken.has(this.tagOf(name)) ? before! : newest!]);
        return '';
      default:
        return null;
    }
  }
}

export class Kubernetes {
  /** By name, the tag of each revision; the last is what runs. */
  revisions = new Map<string, Map<number, string>>();

  apply(tag: string): void {
    for (const name of ['backend/backend', 'backend/worker', 'frontend/frontend']) this.set(name, tag);
  }

  private set(name: string, tag: string): void {
    const known = this.revisions.get(name) ?? new Map<number, string>();
    const next = Math.max(0, ...known.keys()) + 1;
    // A revision that is used again gets a new number.
    for (const [number, one] of known) if (one === tag) known.delete(number);
    this.revisions.set(name, known.set(next, tag));
  }

  tagOf = (name: string): string => [...this.revisions.get(name)!.values()].at(-1)!;

  command(words: string[]): Answer {
    const [, namespace, verb] = words;
    const name = `${namespace}/${words[4]?.replace('deployment/', '')}`;
    const known = this.revisions.get(name);
    if (verb === 'get') return known ? String([...known.keys()].at(-1)) : '';
    if (verb !== 'rollout' || !known) return null;
    if (words[3] === 'undo') {
      const wanted = Number(words.find((one) => one.startsWith('--to-revision='))?.split('=')[1] ?? 0);
      const tag = wanted === 0 ? [...known.values()].at(-2) : known.get(wanted);
      if (tag === undefined) return null;
      if (tag === this.tagOf(name)) return 'skipped rollback';
      this.set(name, tag);
    }
    return 'done';
  }
}

type Deploy = { id: string; commit: string; status: string };

export class RenderAndVercel {
  broken = new Set<string>();
  deploys = new Map<string, Deploy[]>();
  /** What the domain leads to; null before the first. */
  production: string | null = null;
  /** After a rollback the domain stays where it is until something is promoted. */
  pinned = false;
  private made = 0;

  constructor(readonly services: string[]) {
    for (const service of services) this.deploys.set(service, []);
  }

  live = (service: string): Deploy | undefined =>
    this.deploys.get(service)!.find((one) => one.status === 'live');

  private begin(service: string, commit: string): Deploy {
    this.made += 1;
    const deploy = { id: `dep-${this.made}`, commit, status: 'update_in_progress' };
    this.deploys.get(service)!.unshift(deploy);
    return deploy;
  }

  /** One step further: what was asked for becomes what is. */
  private finish(service: string, deploy: Deploy): void {
    if (deploy.status !== 'update_in_progress') return;
    if (this.broken.has(deploy.commit)) deploy.status = 'update_failed';
    else {
      const before = this.live(service);
      if (before) before.status = 'deactivated';
      deploy.status = 'live';
    }
  }

  /** Render's and Vercel's interfaces. */
  request(method: string, url: URL, body: string): { status: number; answer: unknown } {
    const [, , kind, service, what, id] = url.pathname.split('/');
    if (url.pathname.startsWith('/v13/deployments/'))
      return this.production
        ? { status: 200, answer: { url: this.production } }
        : { status: 404, answer: { error: { code: 'not_found' } } };
    if (kind !== 'services' || !this.deploys.has(service!)) return { status: 404, answer: {} };
    const own = this.deploys.get(service!)!;
    const asked = (body ? JSON.parse(body) : {}) as { commitId?: string; deployId?: string };
    if (method === 'POST' && what === 'rollback') {
      const target = own.find((one) => one.id === asked.deployId);
      return target
        ? { status: 201, answer: this.begin(service!, target.commit) }
        : { status: 404, answer: {} };
    }
    if (method === 'POST') return { status: 201, answer: this.begin(service!, asked.commitId!) };
    if (id) {
      const found = own.find((one) => one.id === id)!;
      const answer = { ...found };
      this.finish(service!, found);
      return { status: 200, answer };
    }
    const status = url.searchParams.get('status');
    return {
      status: 200,
      answer: own.filter((one) => !status || one.status === status).map((deploy) => ({ deploy })),
    };
  }

  /** Vercel's own program. `rollback` without a deployment only tells how an earlier one goes. */
  command(words: string[]): Answer {
    const [verb, deployment] = words.filter((one) => one !== '--yes' && !one.startsWith('vercel@'));
    if (verb === 'deploy') {
      this.made += 1;
      if (!this.pinned) this.production = `pages-${this.made}.vercel.app`;
      return `https://pages-${this.made}.vercel.app`;
    }
    if (!deployment?.startsWith('pages-')) return 'no rollback in progress';
    this.production = deployment;
    this.pinned = verb === 'rollback';
    return 'done';
  }
}
