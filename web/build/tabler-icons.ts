// Rewrites named icon imports to one file per icon, so that neither the bundler nor a test reads 6,000 icons.
import type { Plugin } from 'vite';

const importOfIcons = /import\s*\{([^}]*)\}\s*from\s*['"]@tabler\/icons-react['"];?/g;

function importOneByOne(names: string): string {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name.startsWith('Icon'))
    .map((name) => {
      const [icon, alias = icon] = name.split(/\s+as\s+/);
      return `import ${alias} from '@tabler/icons-react/dist/esm/icons/${icon}.mjs';`;
    })
    .join(' ');
}

export function tablerIcons(): Plugin {
  return {
    name: 'lyceum:tabler-icons',
    enforce: 'pre',
    transform(code, id) {
      if (id.includes('node_modules') || !code.includes('@tabler/icons-react')) return null;
      return { code: code.replace(importOfIcons, (_, names: string) => importOneByOne(names)), map: null };
    },
  };
}
