// The time zone in which this person reads dates: the profile's, else the browser's.
import { createContext, type ReactNode, useContext } from 'react';

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const TimeZone = createContext<string>(browserZone);

function isZone(zone: string): boolean {
  try {
    return Boolean(Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

export function TimeZoneProvider(props: { zone: string | null | undefined; children: ReactNode }) {
  const zone = props.zone && isZone(props.zone) ? props.zone : browserZone;
  return <TimeZone.Provider value={zone}>{props.children}</TimeZone.Provider>;
}

export function useTimeZone(): string {
  return useContext(TimeZone);
}
