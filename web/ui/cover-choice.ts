// Which cover a course gets when its author chose none: the same course always gets the same one.
import { type CoverMotif, coverMotifs } from './cover-motifs.tsx';
import { hashOf } from './hash.ts';

export const paletteCount = 8;
export const motifNames = Object.keys(coverMotifs) as CoverMotif[];

export function chooseMotif(wanted: string | null | undefined, seed: string): CoverMotif {
  if (wanted && Object.hasOwn(coverMotifs, wanted)) return wanted as CoverMotif;
  return motifNames[hashOf(seed) % motifNames.length] ?? 'compass';
}
