// The zones a profile can choose, in groups by region, each with its clock's distance from UTC today.

export type ZoneGroup = { group: string; items: { value: string; label: string }[] };

/** 'GMT+1' in summer and winter words differ; the distance says it plainly: '+01:00'. */
export function offsetOf(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    at,
  );
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+00:00' : name.replace('GMT', '');
}

/** All zones the browser knows, plus the one that is set, which may have an older name. */
export function zoneGroups(current: string, at: Date): ZoneGroup[] {
  const names = new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')]);
  const groups = new Map<string, ZoneGroup>();
  for (const zone of [...names].sort()) {
    const [region = zone, ...place] = zone.split('/');
    const group = place.length > 0 ? region : 'UTC';
    const label = `${place.join(' / ').replaceAll('_', ' ') || zone} (${offsetOf(zone, at)})`;
    const known = groups.get(group) ?? { group, items: [] };
    known.items.push({ value: zone, label });
    groups.set(group, known);
  }
  return [...groups.values()];
}
