// Remembers the colour scheme on this device; public/boot.js reads the same key before the first paint.
import { localStorageColorSchemeManager } from '@mantine/core';

export const colorSchemeMemory = localStorageColorSchemeManager({ key: 'lyceum.color-scheme' });
