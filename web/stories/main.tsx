// The story viewer (dev only): a list of every story, and one of them in a frame with its scheme, language and width.
import '#web/ui/styles.ts';
import { createRoot } from 'react-dom/client';
import { setClock } from '#web/lib/clock.ts';
import { startI18n } from '#web/lib/i18n.ts';
import { StoryRoom, storyMoment } from '#web/testing/StoryRoom.tsx';
import { StoryList } from './StoryList.tsx';
import { StoryStage } from './StoryStage.tsx';

async function start(): Promise<void> {
  const address = new URLSearchParams(window.location.search);
  const story = address.get('story');
  const scheme = address.get('scheme');
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root');
  if (scheme) localStorage.setItem('lyceum.color-scheme', scheme);
  setClock(storyMoment);
  await startI18n(address.get('lng') ?? 'en');
  createRoot(root).render(<StoryRoom>{story ? <StoryStage id={story} /> : <StoryList />}</StoryRoom>);
}

void start();
