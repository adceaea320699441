// Tells whether the content of a box is wider than the box, so that only then it scrolls sideways.
import { useEffect, useRef, useState } from 'react';

export function useOverflow<Box extends HTMLElement>() {
  const ref = useRef<Box>(null);
  const [isOverflowing, setIsOverflowing] = useState(false);
  useEffect(() => {
    const box = ref.current;
    if (!box || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => setIsOverflowing(box.scrollWidth > box.clientWidth + 1));
    observer.observe(box);
    if (box.firstElementChild) observer.observe(box.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return { ref, isOverflowing };
}
