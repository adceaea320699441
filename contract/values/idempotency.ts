/** Which requests may carry an Idempotency-Key. Apart from endpoint.ts, because the browser asks too and needs no schemas for it. */

/**
 * Whether a key counts here: whatever changes something for a signed-in caller. Not uploads, whose bytes would have to be read
 * before they could be compared; a second copy of a file that nothing uses is collected.
 */
export const takesIdempotencyKey = ({
  method,
  ability,
  accepts,
}: {
  method: string | readonly string[];
  ability?: string;
  accepts?: string;
}): boolean => method !== 'GET' && ability !== 'public' && accepts !== 'multipart';
