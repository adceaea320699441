// The code on the screen: always one that is alive, with the next one fetched before it is needed.
import { useQuery } from '@tanstack/react-query';
import { useNow } from '#web/lib/clock.ts';
import { codeQuery } from './attendance.queries.ts';
import { codeAt, secondsLeft, type TurningCode, untilNextFetch } from './code-turn.ts';

export type ShownCode = { code: TurningCode; seconds_left: number };

/** @returns null while there is none that works: still loading, check-in closed, or no network */
export function useCode(day_id: string): { shown: ShownCode | null; isFailing: boolean } {
  const query = useQuery({
    ...codeQuery(day_id),
    refetchInterval: ({ state }) =>
      state.data ? untilNextFetch(state.data.codes, Date.now() + aheadOf(state)) : 2000,
    refetchIntervalInBackground: true,
  });
  const server_ms = useNow(1).getTime() + aheadOf({ data: query.data, dataUpdatedAt: query.dataUpdatedAt });
  const code = codeAt(query.data?.codes ?? [], server_ms);
  return {
    shown: code ? { code, seconds_left: secondsLeft(code, server_ms) } : null,
    isFailing: code === undefined && query.isError,
  };
}

const aheadOf = (state: { data: { server_time: string } | undefined; dataUpdatedAt: number }): number =>
  state.data ? Date.parse(state.data.server_time) - state.dataUpdatedAt : 0;
