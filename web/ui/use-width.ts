// The width of a box in pixels, kept up to date; a sensible figure before the first measurement.
import { useEffect, useRef, useState } from 'react';

export function useWidth<Box extends HTMLElement>(start = 560) {
  const ref = useRef<Box>(null);
  const [width, setWidth] = useState(start);
  useEffect(() => {
    const box = ref.current;
    if (!box || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.round(entry?.contentRect.width ?? 0);
      if (measured > 0) setWidth(measured);
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
