// Names the page in the browser's tab, for pages without a PageHeader.
import { useEffect } from 'react';

export function usePageTitle(name: string): void {
  useEffect(() => {
    document.title = `${name} · Lyceum`;
  }, [name]);
}
