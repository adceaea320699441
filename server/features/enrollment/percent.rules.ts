/** The one percentage of the product. Its twin in SQL is `whole_percent` (migration 0006); a property test holds them equal. */

/**
 * Share of `done` in `total` as a whole percentage, floored, so 100 means every single one.
 *
 * Nothing to do is 0, not 100: an empty course is not a finished course.
 *
 * @param done   how many are done; below 0 counts as 0, above `total` as `total`
 * @param total  how many there are
 */
export function wholePercent(done: number, total: number): number {
  if (total <= 0) return 0;
  return Math.floor((Math.min(Math.max(done, 0), total) * 100) / total);
}
