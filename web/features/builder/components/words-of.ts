// A field's value as plain words, to be compared by a person. Texts lose their markup.

const longest = 600;

export function wordsOf(value: unknown): string {
  const words = Array.isArray(value) ? value.map(wordsOf).join(' · ') : plain(value);
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  const written = String(value);
  if (!written.includes('<')) return written;
  // A document of its own: nothing in it runs, loads or is shown.
  const parsed = new DOMParser().parseFromString(
    written.replace(/<\/(p|h\d|li|tr|pre|aside)>/g, '</$1>\n'),
    'text/html',
  );
  return (parsed.body.textContent ?? '').replace(/\s*\n\s*/g, '\n').trim();
}
