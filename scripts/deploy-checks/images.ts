/** Images of others are named by an exact version: `latest` is another program tomorrow. */
export function unpinnedImage(image: string): string | null {
  const tag = /:([^/:@]+)(@sha256:[0-9a-f]{64})?$/.exec(image)?.[1];
  if (!tag) return `${image || 'an image'} has no tag`;
  return /\d+\.\d+/.test(tag) ? null : `${image} is not pinned to a version`;
}
