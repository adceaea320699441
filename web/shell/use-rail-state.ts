// Whether the rail shows words. Remembered on this device; on a narrow desktop it starts collapsed.
import { useState } from 'react';

const storageKey = 'lyceum.rail';

function readStart(): boolean {
  try {
    const stored = localStorage.getItem(storageKey);
    if (stored) return stored === 'collapsed';
  } catch {
    // Without storage the width alone decides.
  }
  return window.innerWidth < 1100;
}

export function useRailState() {
  const [isCollapsed, setIsCollapsed] = useState(readStart);
  function toggle() {
    const next = !isCollapsed;
    setIsCollapsed(next);
    try {
      localStorage.setItem(storageKey, next ? 'collapsed' : 'open');
    } catch {
      // It then lasts for this visit.
    }
  }
  return { isCollapsed, toggle };
}
