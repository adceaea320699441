/** What a long copy says of itself; who listens decides how it looks. */
export type ProgressEvent =
  | { kind: 'total'; bytes: number }
  | { kind: 'step'; name: string }
  | { kind: 'advance'; bytes: number };
export type Progress = (event: ProgressEvent) => void;
