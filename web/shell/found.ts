// For loaders: what is not there, or may not be seen, shows the screen for lost ways and not the one for failures.
import { notFound } from '@tanstack/react-router';
import { problemOf } from '#web/ui/problem.ts';

/** Waits for a record; an absent one, and an address that cannot be one's (400), end in "not found". */
export async function found<Record>(request: Promise<Record>): Promise<Record> {
  try {
    return await request;
  } catch (error) {
    const status = problemOf(error)?.status;
    if (status === 404 || status === 400) throw notFound();
    throw error;
  }
}
