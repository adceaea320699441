// One polite voice of the builder. The same words twice are said twice, because an invisible mark alternates.
import { createContext, useCallback, useContext, useState } from 'react';

type Announce = (words: string) => void;

export const Announcer = createContext<Announce>(() => undefined);

export const useAnnounce = (): Announce => useContext(Announcer);

/** For the component that holds the live region. */
export function useLiveWords(): { words: string; announce: Announce } {
  const [said, setSaid] = useState({ words: '', turn: 0 });
  const announce = useCallback((words: string) => setSaid(({ turn }) => ({ words, turn: turn + 1 })), []);
  return { words: said.turn % 2 === 0 ? said.words : `${said.words}\u200b`, announce };
}
