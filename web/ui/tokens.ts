// The design tokens: one place for every size, colour role and shadow. Components read the resulting variables
// (`--mantine-*`, `--ly-*`) and never a colour of their own. Pure data: the build prints it into the style sheet.
import type { ConvertCSSVariablesInput, MantineColorsTuple, MantineThemeOverride } from '@mantine/core';

type Pair = readonly [light: string, dark: string];

// biome-ignore format: ten shades read best in a row
const indigo: MantineColorsTuple = ['#f3f4ff', '#e6e9fe', '#cdd3fc', '#aab4f8', '#8692f2', '#6672e6', '#4b56d2', '#3e47b4', '#333a92', '#292f73'];
// biome-ignore format: ten shades read best in a row
const red: MantineColorsTuple = ['#fdeee9', '#fbdcd2', '#f6bba9', '#f48d6e', '#e4684a', '#cb4d2b', '#b2371b', '#962c14', '#7a2410', '#5c1b0c'];
// biome-ignore format: ten shades read best in a row
const green: MantineColorsTuple = ['#e8f5ee', '#cfe9da', '#a9dcc0', '#62c898', '#3fab78', '#2a8f5e', '#1a7446', '#155f3a', '#104b2d', '#0b3620'];
// biome-ignore format: ten shades read best in a row
const gray: MantineColorsTuple = ['#f7f8fa', '#f3f4f7', '#ebedf2', '#e5e7ed', '#cdd1da', '#878e9e', '#5a6172', '#454b5a', '#2c313d', '#171a23'];
// biome-ignore format: ten shades read best in a row
const dark: MantineColorsTuple = ['#e9ebf0', '#c5cad8', '#a0a7b6', '#6d7485', '#282c36', '#1f222a', '#191b22', '#121419', '#0d0e12', '#08090c'];

/** Colour roles as light and dark values; each becomes a variable `--ly-<role>`. */
export const roles = {
  sunken: ['#f7f8fa', '#0d0e12'],
  raised: ['#ffffff', '#191b22'],
  hover: ['#f3f4f7', '#1f222a'],
  press: ['#ebedf2', '#272b35'],
  selected: ['#e9ebf1', '#23262f'],
  border: ['#e5e7ed', '#282c36'],
  'border-strong': ['#878e9e', '#6d7485'],
  accent: ['#4b56d2', '#5a65dc'],
  'accent-hover': ['#3e47b4', '#4d58ce'],
  'accent-text': ['#3f49bd', '#aab4f8'],
  'accent-tint': ['#eff1fe', '#1f2340'],
  'accent-line': ['#cdd3fc', '#3b4379'],
  'accent-glow': ['rgb(75 86 210 / .18)', 'rgb(90 101 220 / .36)'],
  'on-accent': ['#ffffff', '#ffffff'],
  ok: ['#1a7446', '#62c898'],
  'ok-tint': ['#e8f5ee', '#12281d'],
  due: ['#8a5600', '#e2b04f'],
  'due-tint': ['#fcf2dc', '#2c2210'],
  overdue: ['#b2371b', '#f48d6e'],
  'overdue-tint': ['#fdeee9', '#351a12'],
  danger: ['#b2371b', '#bd3f20'],
  'danger-hover': ['#962c14', '#a83416'],
  draft: ['#5a6172', '#a0a7b6'],
  'draft-tint': ['#eff0f4', '#22252e'],
  track: ['#e6e8ef', '#2a2e39'],
  'chart-2': ['#aab4f8', '#4a5296'],
  'chart-3': ['#c9cdd8', '#434957'],
  scrim: ['rgb(18 21 33 / .44)', 'rgb(0 0 0 / .62)'],
  wall: ['#1e2353', '#14172f'],
  toast: ['#1c1f29', '#2a2e39'],
  'toast-text': ['#f4f5f8', '#f4f5f8'],
  'toast-accent': ['#c5ccfb', '#c5ccfb'],
  'toast-line': ['#565c6d', '#565c6d'],
} as const satisfies Record<string, Pair>;

const shadowTint = {
  xs: ['rgb(20 24 42 / .06)', 'rgb(0 0 0 / .4)'],
  near: ['rgb(20 24 42 / .08)', 'rgb(0 0 0 / .5)'],
};

export const tokens: MantineThemeOverride = {
  colors: { indigo, red, green, gray, dark },
  primaryColor: 'indigo',
  primaryShade: 6,
  white: '#ffffff',
  black: '#171a23',
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "JetBrains Mono", "Cascadia Code", Menlo, Consolas, "Noto Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.25rem', xl: '1.5rem', '2xl': '2rem' },
  lineHeights: { xs: '1rem', sm: '1.25rem', md: '1.5rem', lg: '1.75rem', xl: '2rem', '2xl': '2.5rem' },
  spacing: {
    '3xs': '2px',
    '2xs': '4px',
    xs: '8px',
    sm: '12px',
    md: '16px',
    lg: '24px',
    xl: '32px',
    '2xl': '48px',
    '3xl': '64px',
  },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '999px' },
  defaultRadius: 'md',
  shadows: {
    xs: 'var(--ly-shadow-xs)',
    sm: 'var(--ly-shadow-xs)',
    md: 'var(--ly-shadow-md)',
    xl: 'var(--ly-shadow-xl)',
  },
  headings: {
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '2rem' },
      h2: { fontSize: '1rem', lineHeight: '1.5rem' },
      h3: { fontSize: '0.875rem', lineHeight: '1.25rem' },
      h4: { fontSize: '0.875rem', lineHeight: '1.25rem' },
      h5: { fontSize: '0.75rem', lineHeight: '1rem' },
      h6: { fontSize: '0.75rem', lineHeight: '1rem' },
    },
  },
  breakpoints: { xs: '30em', sm: '40em', md: '56.25em', lg: '75em', xl: '90em' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
};

/** Mantine's own variables that must point at a role, so that its components follow ours. */
const mantineRoles = {
  '--mantine-color-body': ['#ffffff', '#121419'],
  '--mantine-color-text': ['#171a23', '#e9ebf0'],
  '--mantine-color-bright': ['#171a23', '#e9ebf0'],
  '--mantine-color-dimmed': ['#5a6172', '#a0a7b6'],
  '--mantine-color-placeholder': ['#5a6172', '#a0a7b6'],
  '--mantine-color-anchor': ['#3f49bd', '#aab4f8'],
  '--mantine-color-error': ['#b2371b', '#f48d6e'],
  '--mantine-color-success': ['#1a7446', '#62c898'],
  '--mantine-color-default': ['#ffffff', '#191b22'],
  '--mantine-color-default-hover': ['#f3f4f7', '#1f222a'],
  '--mantine-color-default-color': ['#171a23', '#e9ebf0'],
  '--mantine-color-default-border': ['#e5e7ed', '#282c36'],
  '--mantine-color-disabled': ['#f3f4f7', '#1f222a'],
  '--mantine-color-disabled-color': ['#5a6172', '#a0a7b6'],
  '--mantine-color-disabled-border': ['#e5e7ed', '#282c36'],
} as const satisfies Record<string, Pair>;

/** What the variants `filled`, `light`, `outline`, `subtle`, `text` of the two usable colours resolve to. */
const variantRoles = {
  indigo: {
    filled: 'accent',
    hover: 'accent-hover',
    tint: 'accent-tint',
    text: 'accent-text',
    line: 'accent-line',
  },
  red: { filled: 'danger', hover: 'danger-hover', tint: 'overdue-tint', text: 'overdue', line: 'overdue' },
  green: { filled: 'ok', hover: 'ok', tint: 'ok-tint', text: 'ok', line: 'ok' },
  gray: { filled: 'draft', hover: 'draft', tint: 'draft-tint', text: 'draft', line: 'border-strong' },
} as const;

function variantVariables(color: keyof typeof variantRoles): Record<string, string> {
  const role = variantRoles[color];
  const name = `--mantine-color-${color}`;
  return {
    [`${name}-filled`]: `var(--ly-${role.filled})`,
    [`${name}-filled-hover`]: `var(--ly-${role.hover})`,
    [`${name}-light`]: `var(--ly-${role.tint})`,
    [`${name}-light-hover`]: `color-mix(in srgb, var(--ly-${role.tint}) 90%, var(--ly-${role.text}))`,
    [`${name}-light-color`]: `var(--ly-${role.text})`,
    [`${name}-outline`]: `var(--ly-${role.line})`,
    [`${name}-outline-hover`]: `var(--ly-${role.tint})`,
    [`${name}-text`]: `var(--ly-${role.text})`,
  };
}

function variablesOf(scheme: 0 | 1): Record<string, string> {
  const own = Object.entries(roles).map(([role, pair]) => [`--ly-${role}`, pair[scheme]]);
  const mantine = Object.entries(mantineRoles).map(([name, pair]) => [name, pair[scheme]]);
  const [soft, near] = [shadowTint.xs[scheme], shadowTint.near[scheme]];
  const [far, deep] =
    scheme === 0 ? ['rgb(20 24 42 / .14)', 'rgb(20 24 42 / .32)'] : ['rgb(0 0 0 / .6)', 'rgb(0 0 0 / .8)'];
  return {
    ...Object.fromEntries([...own, ...mantine]),
    '--mantine-primary-color-contrast': '#ffffff',
    '--ly-shadow-xs': `0 1px 2px ${soft}`,
    '--ly-shadow-md': `0 1px 3px ${near}, 0 8px 24px -6px ${far}`,
    '--ly-shadow-xl': `0 2px 6px ${near}, 0 28px 64px -16px ${deep}`,
    ...variantVariables('indigo'),
    ...variantVariables('red'),
    ...variantVariables('green'),
    ...variantVariables('gray'),
  };
}

/** Adds the colour roles and the fixed measures of the frame to Mantine's variables. */
export function resolveVariables(): ConvertCSSVariablesInput {
  return {
    variables: {
      '--ly-rail': '232px',
      '--ly-rail-collapsed': '60px',
      '--ly-top': '56px',
      '--ly-bottom': '64px',
      '--ly-ease': 'cubic-bezier(.2, 0, 0, 1)',
      '--ly-fast': '120ms',
      '--ly-slow': '200ms',
    },
    light: variablesOf(0),
    dark: variablesOf(1),
  };
}
