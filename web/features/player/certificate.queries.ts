// The certificate that finishing a course brings: made a second or two later, so it is asked for until it is there.
import { queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';

const askEvery_ms = 1500;
/** After that it is on its way, and the page of certificates will have it. */
const askAtMost = 8;

export function newCertificateQuery(course_id: string) {
  return queryOptions({
    queryKey: ['certificates', 'new', course_id],
    queryFn: async ({ signal }) => {
      const page = await api.certificates.listCertificates({
        query: { mine: 'true', course: course_id, status: 'valid', page_size: 1 },
        signal,
      });
      return page.results[0] ?? null;
    },
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data === null && state.dataUpdateCount < askAtMost ? askEvery_ms : false,
  });
}
