// Live updates: the server says that something changed, the browser fetches again. Data never travels this way.
import type { QueryClient } from '@tanstack/react-query';

/** Which queries a kind of hint makes old, by the first part of its name. Keys begin with the contract's groups. */
const affected: Record<string, readonly string[]> = {
  enrollment: ['enrollment', 'certificates'],
  lesson: ['enrollment'],
  milestone: ['enrollment'],
  attempt: ['enrollment', 'assessment'],
  certificate: ['certificates', 'enrollment'],
  notification: ['notifications'],
  course: ['catalog'],
  profile: ['session'],
};

/** Hints come in bursts (a lesson that completes a course makes five); one fetch is enough for all of them. */
const gather_ms = 150;

/** The groups of queries that hints with these names make old. */
export function groupsOf(names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name) => affected[name.split('.')[0] ?? ''] ?? []))];
}

/**
 * Listens as long as somebody is signed in. After a break everything that is on screen is fetched again, because hints may
 * have been missed; the browser itself reconnects.
 *
 * @returns stops it
 */
export function listenForHints(queryClient: QueryClient): () => void {
  const source = new EventSource('/api/events/');
  let names: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;
  const flush = () => {
    for (const group of groupsOf(names)) void queryClient.invalidateQueries({ queryKey: [group] });
    names = [];
    timer = undefined;
  };
  source.addEventListener('open', () => {
    if (wasOpen) void queryClient.invalidateQueries();
    wasOpen = true;
  });
  source.addEventListener('hint', (event: MessageEvent<string>) => {
    const { name } = JSON.parse(event.data) as { name: string };
    names.push(name);
    timer ??= setTimeout(flush, gather_ms);
  });
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
