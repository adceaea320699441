// Who a timeline is about, for those who may see the account; nothing for others, who know from where they came.
import { useQuery } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';

export function PersonName({ id }: { id: string }) {
  const person = useQuery({
    queryKey: ['identity', 'people', id, 'name'],
    queryFn: ({ signal }) => api.identity.getUser({ params: { id }, signal }),
    retry: false,
  }).data;
  if (!person) return null;
  return (
    <>
      {person.display_name}
      {person.position && `, ${person.position}`}
    </>
  );
}
