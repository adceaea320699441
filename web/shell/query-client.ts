// The cache of server data and its defaults: half a minute fresh, two quiet retries for what may pass, none for
// answers that will not change.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { problemOf } from '#web/ui/problem.ts';

type QueryClientOptions = {
  /** A request said that nobody is signed in any more. */
  onSessionEnded?: () => void;
  /** A write failed and its screen does not show that itself (`meta: { showsError: true }`). */
  onWriteFailed?: (error: unknown) => void;
};

/** Only what may pass is tried again: no answer (unless there is no network at all), 429 and 5xx. */
export function shouldRetry(failures: number, error: unknown): boolean {
  const status = problemOf(error)?.status;
  if (status === undefined && !navigator.onLine) return false;
  return failures < 2 && (status === undefined || status === 429 || status >= 500);
}

export function createQueryClient({ onSessionEnded, onWriteFailed }: QueryClientOptions = {}): QueryClient {
  const watch = (error: unknown) => {
    if (problemOf(error)?.status === 401) onSessionEnded?.();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({
      onError: (error, _input, _result, mutation) => {
        watch(error);
        if (!mutation.meta?.showsError) onWriteFailed?.(error);
      },
    }),
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: 5 * 60_000, retry: shouldRetry, throwOnError: false },
      mutations: { retry: false },
    },
  });
}
