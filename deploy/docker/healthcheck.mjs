/** HEALTHCHECK of the backend image: exits 0 when this container's own process answers that it is alive. */
const port = process.env.PORT || '8000';
try {
  const answer = await fetch(`http://127.0.0.1:${port}/api/health/live/`, {
    signal: AbortSignal.timeout(2_500),
  });
  process.exit(answer.ok ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error.cause?.message ?? error.message}\n`);
  process.exit(1);
}
