/** What commands print: sentences for people on standard output, one JSON document when a program asked for it. */
import type { Progress } from '#server/platform/backup/progress.ts';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

export const sayJson = (document: unknown): void => say(JSON.stringify(document, null, 2));

export const megabytes = (bytes: number): string =>
  bytes < 1e6
    ? `${(bytes / 1e3).toFixed(1)} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : `${(bytes / 1e9).toFixed(2)} GB`;

const width = 30;

/** A bar on a terminal; a line every tenth elsewhere; nothing when it is to be quiet. Written to standard error, beside results. */
export function progressBar(title: string, options: { quiet: boolean }): Progress & { end(): void } {
  const { isTTY } = process.stderr;
  let total = 0;
  let done = 0;
  let step = '';
  let shown = -1;
  const draw = () => {
    if (options.quiet || total === 0) return;
    const share = Math.min(1, done / total);
    const percent = Math.floor(share * 100);
    if (isTTY) {
      const full = Math.round(share * width);
      const bar = `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
      if (percent !== shown)
        process.stderr.write(`\r\u001b[K${title} ${bar} ${String(percent).padStart(3)} %  ${step}`);
      shown = percent;
    } else if (percent >= shown + 10 || (percent === 100 && shown < 100)) {
      process.stderr.write(`${title} ${percent} % (${megabytes(done)} of ${megabytes(total)})\n`);
      shown = percent;
    }
  };
  const progress: Progress = (event) => {
    if (event.kind === 'total') {
      total = event.bytes;
      done = 0;
      shown = isTTY ? -1 : 0;
    } else if (event.kind === 'step') {
      step = event.name;
      if (isTTY) shown = -1;
    } else done += event.bytes;
    draw();
  };
  return Object.assign(progress, {
    end() {
      if (isTTY && !options.quiet && total > 0) process.stderr.write('\r\u001b[K');
    },
  });
}
