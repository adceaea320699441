// States of FileDrop.
import { FileDrop } from './FileDrop.tsx';

export const meta = { title: 'ui/FileDrop' };

const mega = 1_000_000;

export function Material() {
  return (
    <FileDrop
      kinds="Video, PDF, images"
      accept={['video/*', 'image/*', '.pdf']}
      max_bytes={500 * mega}
      send={async (_file, { onProgress }) => onProgress(0.62)}
    />
  );
}
