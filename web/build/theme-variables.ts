// Prints the theme's CSS variables into the style sheet at build time (`virtual:theme-variables.css`).
// Mantine would otherwise add them with an inline <style> at run time: that flashes, costs work on every start
// and needs `style-src 'unsafe-inline'`.
import {
  convertCssVariables,
  DEFAULT_THEME,
  deepMerge,
  defaultCssVariablesResolver,
  type MantineThemeColors,
  mergeMantineTheme,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { resolveVariables, tokens } from '../ui/tokens.ts';

const name = 'virtual:theme-variables.css';

export function printThemeVariables(): string {
  // Mantine's other palettes are left out on purpose: a colour that is not a role does not exist.
  const theme = mergeMantineTheme({ ...DEFAULT_THEME, colors: {} as MantineThemeColors }, tokens);
  const variables = deepMerge(defaultCssVariablesResolver(theme), resolveVariables());
  return `@layer tokens {\n${convertCssVariables(variables, ':root')}\n}\n`;
}

export function themeVariables(): Plugin {
  return {
    name: 'lyceum:theme-variables',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? printThemeVariables() : null),
  };
}
