// Reads what stands in the address's path. Pages are registered as data (pages.ts), so the router's types do not know
// which parameters a page has; a page asks for those of its own file name.
import { useParams } from '@tanstack/react-router';

/** The value of `$course_id` and the like; empty when the page has no such parameter. */
export function usePathParam(name: string): string {
  const params: unknown = useParams({ strict: false });
  return String((params as Record<string, unknown> | undefined)?.[name] ?? '');
}
