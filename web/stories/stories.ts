// Every `X.stories.tsx` of web/: `meta.title` names the group, each other export is one story.
import type { ComponentType } from 'react';

export type StoryMeta = {
  title: string;
  /** Draws the story without padding around it: frames. */
  bare?: boolean;
};
export type StoryModule = { meta: StoryMeta } & Record<string, ComponentType | StoryMeta>;

export const storyFiles = import.meta.glob<StoryModule>([
  '../ui/*.stories.tsx',
  '../shell/*.stories.tsx',
  '../features/**/*.stories.tsx',
]);

export type Story = { id: string; name: string; meta: StoryMeta; Component: ComponentType };

/** The stories of one module; the id is stable: 'ui-status--all'. */
export function storiesOf(module: StoryModule): Story[] {
  const slug = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return Object.entries(module)
    .filter(([name, value]) => /^[A-Z]\w/.test(name) && typeof value === 'function')
    .map(([name, Component]) => ({
      id: `${slug(module.meta.title)}--${slug(name)}`,
      name,
      meta: module.meta,
      Component: Component as ComponentType,
    }));
}

export async function loadStories(): Promise<Story[]> {
  const modules = await Promise.all(Object.values(storyFiles).map((load) => load()));
  return modules.flatMap(storiesOf).sort((a, b) => a.id.localeCompare(b.id));
}
