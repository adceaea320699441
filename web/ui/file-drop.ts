// The rules and the state of a FileDrop: which files are taken, and how each one's transfer stands. Pure.

export type FileLimits = {
  /** Media types or endings, as in the `accept` of a file field: 'video/*', '.pdf'. */
  accept?: readonly string[];
  max_bytes?: number;
  max_files?: number;
};

export type Refusal = 'type' | 'size' | 'count' | 'empty';

export type Transfer = {
  id: number;
  file: File;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  /** 0 to 1. */
  share: number;
  refusal?: Refusal;
};

export type TransferAction =
  | { type: 'added'; transfers: readonly Transfer[] }
  | { type: 'progressed'; id: number; share: number }
  | { type: 'started' | 'finished' | 'failed' | 'removed'; id: number };

export function matchesAccept(file: { name: string; type: string }, accept: readonly string[]): boolean {
  return accept.some((rule) => {
    if (rule.startsWith('.')) return file.name.toLowerCase().endsWith(rule.toLowerCase());
    return rule.endsWith('/*') ? file.type.startsWith(rule.slice(0, -1)) : file.type === rule;
  });
}

/** Why a file is not taken; undefined when it is. The server checks again. */
export function refusalOf(file: File, limits: FileLimits, already: number): Refusal | undefined {
  if (limits.max_files !== undefined && already >= limits.max_files) return 'count';
  if (limits.accept && !matchesAccept(file, limits.accept)) return 'type';
  if (limits.max_bytes !== undefined && file.size > limits.max_bytes) return 'size';
  return file.size === 0 ? 'empty' : undefined;
}

export function reduceTransfers(transfers: readonly Transfer[], action: TransferAction): readonly Transfer[] {
  if (action.type === 'added') return [...transfers, ...action.transfers];
  if (action.type === 'removed') return transfers.filter(({ id }) => id !== action.id);
  return transfers.map((transfer) => {
    if (transfer.id !== action.id) return transfer;
    if (action.type === 'progressed') return { ...transfer, share: Math.min(1, action.share) };
    if (action.type === 'started') return { ...transfer, state: 'sending', share: 0 };
    return action.type === 'finished'
      ? { ...transfer, state: 'done', share: 1 }
      : { ...transfer, state: 'failed' };
  });
}
