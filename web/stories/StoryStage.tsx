// One story alone on the page.
import { use } from 'react';
import css from './stories.module.css';
import { loadStories } from './stories.ts';

const all = loadStories();

export function StoryStage({ id }: { id: string }) {
  const story = use(all).find((each) => each.id === id);
  if (!story) return <p className={css.stage}>No story {id}</p>;
  const Component = story.Component;
  document.title = `${story.meta.title}: ${story.name}`;
  if (story.meta.bare) return <Component />;
  return (
    <main className={css.stage}>
      <h1 className={css.hidden}>{`${story.meta.title}: ${story.name}`}</h1>
      <Component />
    </main>
  );
}
