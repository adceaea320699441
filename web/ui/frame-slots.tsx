// Places in the frame that a page fills: the path in the top bar and the panel beside the content.
// A component outside the frame (a story, a test) finds no place and draws itself where it stands.
import { createContext, useContext } from 'react';

export type FrameSlots = { path: HTMLElement | null; panel: HTMLElement | null };

const Slots = createContext<FrameSlots>({ path: null, panel: null });

export const FrameSlotsProvider = Slots.Provider;

export function useFrameSlots(): FrameSlots {
  return useContext(Slots);
}
