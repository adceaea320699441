// Which code is to be shown now, and when to ask for more. Pure: a dead code is never shown.

export type TurningCode = {
  code: string;
  url: string;
  qr_svg: string;
  shown_from: string;
  shown_until: string;
};

/** The next code is asked for this long before it is needed. */
const aheadOfTurn_ms = 12_000;
const soonest_ms = 1000;

/** @param server_ms  the server's clock. @returns undefined when no known code is alive */
export const codeAt = (codes: readonly TurningCode[], server_ms: number): TurningCode | undefined =>
  codes.find(
    ({ shown_from, shown_until }) =>
      Date.parse(shown_from) <= server_ms && server_ms < Date.parse(shown_until),
  );

/** Whole seconds for which it stays. */
export const secondsLeft = (code: TurningCode, server_ms: number): number =>
  Math.max(0, Math.ceil((Date.parse(code.shown_until) - server_ms) / 1000));

/** How long to wait until codes are asked for again. */
export function untilNextFetch(codes: readonly TurningCode[], server_ms: number): number {
  const last = Math.max(...codes.map(({ shown_until }) => Date.parse(shown_until)));
  return Number.isFinite(last) ? Math.max(soonest_ms, last - aheadOfTurn_ms - server_ms) : soonest_ms;
}
