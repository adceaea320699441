// What the certificate screens read and write.
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';

const all = ['certificates'] as const;

export const certificatesPageSize = 20;

export type CertificatesSearch = {
  page: number;
  search: string;
  status: 'valid' | 'expired' | 'revoked' | undefined;
  /** Only those that end within so many days. */
  ending: number | undefined;
};

/** What narrows the list, as the API calls it: the same for the list and for the archive of it. */
export const certificateFilters = ({ search, status, ending }: CertificatesSearch) => ({
  mine: 'true' as const,
  ...(search.trim() && { search: search.trim() }),
  ...(status && { status }),
  ...(ending !== undefined && { expiring_within: ending }),
});

/** What ends first comes first. */
export function myCertificatesQuery(search: CertificatesSearch) {
  return queryOptions({
    queryKey: [...all, 'mine', search],
    queryFn: ({ signal }) =>
      api.certificates.listCertificates({
        query: {
          ...certificateFilters(search),
          page: search.page,
          page_size: certificatesPageSize,
          ordering: 'expires_at',
        },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

export function certificateQuery(id: string) {
  return queryOptions({
    queryKey: [...all, 'one', id],
    queryFn: ({ signal }) => api.certificates.getCertificate({ params: { id }, signal }),
  });
}

/** Asked afresh at every visit: what counts is the status of today. */
export function verificationQuery(verification_id: string) {
  return queryOptions({
    queryKey: [...all, 'verify', verification_id],
    queryFn: ({ signal }) => api.certificates.verifyCertificate({ params: { verification_id }, signal }),
    staleTime: 0,
    retry: false,
  });
}

/** Opens the next cycle; the course is then taken like any other. */
export function useRenew() {
  const client = useQueryClient();
  return useWrite({
    mutationFn: (id: string) => api.certificates.renewCertificate({ params: { id } }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: all }),
        client.invalidateQueries({ queryKey: ['enrollment'] }),
      ]),
  });
}

export function useCheckBadge() {
  return useWrite({
    mutationFn: (credential: string) => api.certificates.checkBadge({ body: { credential } }),
    meta: { showsError: true },
  });
}

export function useRevoke(id: string) {
  const client = useQueryClient();
  return useWrite({
    mutationFn: (reason: string) => api.certificates.revokeCertificate({ params: { id }, body: { reason } }),
    onSuccess: () => client.invalidateQueries({ queryKey: all }),
  });
}
