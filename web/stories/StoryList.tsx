// The viewer itself: stories at the start, the chosen one in a frame, and how to look at it.
import { SegmentedControl } from '@mantine/core';
import { use, useState } from 'react';
import css from './stories.module.css';
import { loadStories } from './stories.ts';

const all = loadStories();
const widths = ['360', '768', '1280', '100%'];

export function StoryList() {
  const stories = use(all);
  const [id, setId] = useState(window.location.hash.slice(1) || stories[0]?.id || '');
  const [scheme, setScheme] = useState('light');
  const [language, setLanguage] = useState('en');
  const [width, setWidth] = useState('100%');
  const address = `?${new URLSearchParams({ story: id, scheme, lng: language })}`;
  const inlineSize = width === '100%' ? width : `${width}px`;
  return (
    <div className={css.viewer}>
      <nav className={css.list} aria-label="Stories">
        {stories.map((story, index) => (
          <div key={story.id}>
            {stories[index - 1]?.meta.title !== story.meta.title && <b>{story.meta.title}</b>}
            <a
              href={`#${story.id}`}
              aria-current={story.id === id || undefined}
              onClick={() => setId(story.id)}
            >
              {story.name}
            </a>
          </div>
        ))}
      </nav>
      <main className={css.show}>
        <div className={css.tools}>
          <SegmentedControl data={['light', 'dark']} value={scheme} onChange={setScheme} />
          <SegmentedControl data={['en', 'de', 'ar-XB']} value={language} onChange={setLanguage} />
          <SegmentedControl data={widths} value={width} onChange={setWidth} />
          <a href={address}>Alone</a>
        </div>
        <iframe key={address} title="Story" src={address} className={css.frame} style={{ inlineSize }} />
      </main>
    </div>
  );
}
