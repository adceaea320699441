// What the template screens read and write.

import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import type { Layout } from '#contract/certificate-layout.ts';
import { certificates } from '#contract/certificates.ts';
import { addressOf, api, unsafeHeaders } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';

const all = ['certificates', 'templates'] as const;
export const templatesPageSize = 20;

export const templatesQuery = (page: number, search: string, archived: boolean) =>
  queryOptions({
    queryKey: [...all, page, search, archived],
    queryFn: ({ signal }) =>
      api.certificates.listTemplates({
        query: { page, page_size: templatesPageSize, search, archived: archived ? 'true' : 'false' },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: [...all, 'one', id],
    queryFn: ({ signal }) => api.certificates.getTemplate({ params: { id }, signal }),
  });

export const courseTemplateQuery = (id: string) =>
  queryOptions({
    queryKey: [...all, 'of-course', id],
    queryFn: ({ signal }) => api.certificates.getCourseTemplate({ params: { id }, signal }),
  });

export function useChooseTemplate(id: string) {
  const onSuccess = useStaleTemplates();
  return useWrite({
    mutationFn: (template_id: string | null) =>
      api.certificates.setCourseTemplate({ params: { id }, body: { template_id } }),
    onSuccess,
  });
}

function useStaleTemplates() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: all });
}

export function useCreateTemplate() {
  const onSuccess = useStaleTemplates();
  return useWrite({
    mutationFn: (name: string) => api.certificates.createTemplate({ body: { name } }),
    onSuccess,
  });
}

export function useDuplicateTemplate() {
  const onSuccess = useStaleTemplates();
  return useWrite({
    mutationFn: (id: string) => api.certificates.duplicateTemplate({ params: { id }, body: {} }),
    onSuccess,
  });
}

type TemplateChange = { name?: string; layout?: Layout; is_default?: true; archived?: boolean };

/** The editor says itself what could not be saved. */
export function useChangeTemplate(id: string) {
  const onSuccess = useStaleTemplates();
  return useWrite({
    mutationFn: ({ version, ...body }: TemplateChange & { version?: number }) =>
      api.certificates.updateTemplate({
        params: { id },
        body,
        ...(version !== undefined && { ifMatch: version }),
      }),
    onSuccess,
    meta: { showsError: true },
  });
}

/** The paper of a layout that may not be saved yet, as an address to open. It is forgotten with the page. */
export async function previewAddress(id: string, layout: Layout): Promise<string> {
  const body = { layout };
  const response = await fetch(addressOf(certificates.previewTemplate, { params: { id } }), {
    method: 'POST',
    credentials: 'same-origin',
    headers: unsafeHeaders('POST', body),
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`No preview: ${response.status}`);
  return URL.createObjectURL(await response.blob());
}
