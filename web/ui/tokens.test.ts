// The colour roles keep the contrast that the design promises, in both schemes; every Mantine component in use has its
// style sheet.
import { describe, expect, it } from 'vitest';
import { roles } from './tokens.ts';

type Role = keyof typeof roles;

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const body = ['#ffffff', '#121419'] as const;
const text = ['#171a23', '#e9ebf0'] as const;
const dimmed = ['#5a6172', '#a0a7b6'] as const;
const at = (role: Role, scheme: 0 | 1) => roles[role][scheme];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s scheme', (_name, scheme) => {
  it.each(['ok', 'due', 'overdue', 'draft'] as const)('%s reads on its tint and on the page', (role) => {
    expect(contrast(at(role, scheme), at(`${role}-tint`, scheme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(at(role, scheme), body[scheme])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(at(role, scheme), at('raised', scheme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['sunken', 'raised', 'hover', 'press', 'selected'] as const)('words read on %s', (ground) => {
    expect(contrast(text[scheme], at(ground, scheme))).toBeGreaterThanOrEqual(7);
    expect(contrast(dimmed[scheme], at(ground, scheme))).toBeGreaterThanOrEqual(4.5);
  });

  it('white reads on the accent and on danger, links read on their tint, field borders are seen', () => {
    for (const role of ['accent', 'accent-hover', 'danger', 'danger-hover'] as const) {
      expect(contrast('#ffffff', at(role, scheme)), role).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(at('accent-text', scheme), at('accent-tint', scheme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(at('accent-text', scheme), at('hover', scheme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(at('border-strong', scheme), body[scheme])).toBeGreaterThanOrEqual(3);
    expect(contrast(at('accent', scheme), body[scheme])).toBeGreaterThanOrEqual(3);
  });
});

/** Components whose styles come with another's sheet, or that have none. */
const withoutSheet: Record<string, string> = {
  TextInput: 'Input',
  Textarea: 'Input',
  NativeSelect: 'Input',
  Select: 'Combobox',
  MultiSelect: 'Combobox',
  Autocomplete: 'Combobox',
  TagsInput: 'PillsInput',
  FileButton: '',
  FileInput: 'Input',
  InputBase: 'Input',
  Box: '',
  Collapse: '',
  Portal: '',
  FocusTrap: '',
  Transition: '',
  CopyButton: '',
  Space: '',
};

it('every Mantine component in use has its style sheet in mantine-styles.ts', async () => {
  const sheets = (await import('./mantine-styles.ts?raw')).default;
  const sources = import.meta.glob<string>(['../**/*.tsx', '!../**/*.test.tsx'], {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  const used = Object.values(sources).flatMap((code) =>
    [...code.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(([, names = '']) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => /^[A-Z]\w*$/.test(name) && !/(Provider|Props)$/.test(name)),
    ),
  );
  const missing = [...new Set(used)].filter((name) => {
    const sheet = withoutSheet[name] ?? name;
    return sheet !== '' && !sheets.includes(`/${sheet}.layer.css`);
  });
  expect(missing).toEqual([]);
});
