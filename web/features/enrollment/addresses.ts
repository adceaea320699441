// E-mail addresses in pasted text: lines, commas, semicolons, and `Name <address>` as mail programs copy them.
// Each once, whatever its case.

export function addressesIn(text: string): string[] {
  const given = text
    .split(/[\n,;]+/)
    .map((part) => /<([^<>]+)>/.exec(part)?.[1] ?? part)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return [...new Map(given.map((address) => [address.toLowerCase(), address])).values()];
}
