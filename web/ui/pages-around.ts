// Which page numbers a pager shows: first, last and the neighbours, with a gap where some are left out.

export function pagesAround(page: number, last: number | undefined): (number | 'gap-before' | 'gap-after')[] {
  if (last === undefined) return [page];
  const wanted = [1, page - 1, page, page + 1, last];
  if (page <= 3) wanted.push(2, 3);
  if (page >= last - 2) wanted.push(last - 1, last - 2);
  const shown = [...new Set(wanted)].filter((number) => number >= 1 && number <= last).sort((a, b) => a - b);
  return shown.flatMap((number, index) => {
    const before = shown[index - 1];
    if (before === undefined || number === before + 1) return [number];
    return [number <= page ? ('gap-before' as const) : ('gap-after' as const), number];
  });
}
