/** The drawings the demo's lessons show: our own, kept as code, painted when the demo is made. */
import sharp from 'sharp';
import { cellLayers, cellStates, keepApart, runawayCurve } from './figures/batteries.ts';
import { blocking, friction, lashingAngle, loadDiagram, roadForces } from './figures/loads.ts';
import { assemblyPoint, dockGap } from './figures/places.ts';
import {
  aisleSight,
  forkWear,
  loadPlate,
  stabilityTriangle,
  stackingSteps,
  walkRound,
} from './figures/trucks.ts';

export const figures = {
  'stability-triangle': stabilityTriangle,
  'load-plate': loadPlate,
  'walk-round': walkRound,
  'fork-wear': forkWear,
  'aisle-sight': aisleSight,
  'stacking-steps': stackingSteps,
  'cell-layers': cellLayers,
  'runaway-curve': runawayCurve,
  'cell-states': cellStates,
  'keep-apart': keepApart,
  'road-forces': roadForces,
  friction,
  'load-diagram': loadDiagram,
  blocking,
  'lashing-angle': lashingAngle,
  'assembly-point': assemblyPoint,
  'dock-gap': dockGap,
} satisfies Record<string, () => string>;

export type FigureName = keyof typeof figures;

// Twice the width of a reading column: sharp on the dense screens that phones and most laptops have.
const width = 1152;
const drawnWidth = 720;
const dotsPerUnit = 72;

/** A drawing as PNG, 1152 x 576. */
export const paintFigure = (name: FigureName): Promise<Buffer> =>
  sharp(Buffer.from(figures[name]()), { density: (dotsPerUnit * width) / drawnWidth })
    .png({ compressionLevel: 1 })
    .toBuffer();
