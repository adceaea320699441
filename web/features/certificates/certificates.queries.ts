// What the certificate screens read and write.
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';

const all = ['certificates'] as const;

export const certificatesPageSize = 20;

export function myCertificatesQuery(page: number) {
  return queryOptions({
    queryKey: [...all, 'mine', page],
    queryFn: ({ signal }) =>
      api.certificates.listCertificates({
        query: { mine: 'true', page, page_size: certificatesPageSize },
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

export function useRevoke(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => api.certificates.revokeCertificate({ params: { id }, body: { reason } }),
    onSuccess: () => client.invalidateQueries({ queryKey: all }),
  });
}
