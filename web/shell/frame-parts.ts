// Parts of the top bar that features provide. What is not built is not shown.
import type { ComponentType } from 'react';

export const frameParts: {
  /** The search box. Made with `lazy()`, so that its code is not part of the first view. */
  Search?: ComponentType;
  /** The notifications button. */
  Bell?: ComponentType;
} = {};
