// The drawn covers: flat, geometric, four colours from the category's palette. Each draws on 320 × 160.
import type { ReactNode } from 'react';

const strong = 'var(--cover-strong)';
const soft = 'var(--cover-soft)';
const spark = 'var(--cover-spark)';
const ground = 'var(--cover-ground)';

const range = (length: number) => Array.from({ length }, (_, index) => index);

function Baseline({ y = 146, color = strong }: { y?: number; color?: string }) {
  return <path d={`M30 ${y}h260`} stroke={color} strokeWidth="5" strokeLinecap="round" />;
}

function Battery({ x, level, color }: { x: number; level: number; color: string }) {
  return (
    <g transform={`translate(${x} 0)`}>
      <rect x="9" y="30" width="18" height="8" rx="2" fill={strong} />
      <rect y="36" width="36" height="96" rx="7" fill={soft} />
      <rect y={132 - level} width="36" height={level} rx="7" fill={color} />
    </g>
  );
}

function Crate({ x, y, color }: { x: number; y: number; color: string }) {
  return <rect x={x} y={y} width="44" height="40" rx="3" fill={color} />;
}

export const coverMotifs = {
  forklift: (
    <>
      <rect x="-500" y="128" width="1400" height="400" fill={soft} opacity=".45" />
      <Crate x={176} y={88} color={strong} />
      <Crate x={224} y={88} color={soft} />
      <Crate x={200} y={44} color={spark} />
      <Crate x={92} y={64} color={soft} />
      <g fill="none" stroke={strong} strokeWidth="4" strokeLinejoin="round">
        <path d="M64 128V36M76 128V36M12 104V72h36l16 30" />
        <path d="M76 108h66" strokeWidth="5" strokeLinecap="round" />
      </g>
      <path d="M114 64v40" stroke={ground} strokeWidth="2" />
      <circle cx="38" cy="120" r="16" fill={strong} />
      <circle cx="38" cy="120" r="6" fill={ground} />
    </>
  ),
  battery: (
    <>
      <Battery x={52} level={78} color={strong} />
      <Battery x={108} level={58} color={strong} />
      <Battery x={164} level={40} color={spark} />
      <Battery x={220} level={22} color={strong} />
      <path d="M0 146h320" stroke={soft} strokeWidth="3" />
    </>
  ),
  cross: (
    <>
      <g fill={soft} opacity=".5">
        <rect x="40" y="20" width="40" height="40" rx="6" />
        <rect x="240" y="100" width="40" height="40" rx="6" />
        <rect x="240" y="20" width="40" height="40" rx="6" />
        <rect x="40" y="100" width="40" height="40" rx="6" />
      </g>
      <path
        d="M160 34v92M114 80h92"
        stroke={strong}
        strokeWidth="44"
        strokeLinecap="butt"
        strokeLinejoin="round"
      />
      <circle cx="160" cy="80" r="10" fill={spark} />
    </>
  ),
  flame: (
    <>
      <path d="M0 152h320" stroke={soft} strokeWidth="4" />
      <path d="M160 14c36 34 56 58 56 84a56 56 0 0 1-112 0c0-26 20-50 56-84z" fill={soft} />
      <path d="M160 54c22 22 36 38 36 58a36 36 0 0 1-72 0c0-20 14-36 36-58z" fill={strong} />
      <path d="M160 92c12 12 18 20 18 30a18 18 0 0 1-36 0c0-10 6-18 18-30z" fill={spark} />
    </>
  ),
  arch: (
    <>
      <g fill="none" strokeWidth="14">
        <path d="M60 140a100 100 0 0 1 200 0" stroke={soft} />
        <path d="M92 140a68 68 0 0 1 136 0" stroke={strong} />
      </g>
      <rect x="136" y="96" width="48" height="44" rx="4" fill={spark} />
      <path d="M160 96v44M136 112h48" stroke={ground} strokeWidth="3" />
      <Baseline />
    </>
  ),
  road: (
    <>
      <circle cx="232" cy="54" r="28" fill={spark} />
      <path d="M-200 92 0 98l60-38 44 24 58-36 66 40 92-28 280 20v200H-200z" fill={soft} opacity=".7" />
      <path d="M-40 190 136 92h48l176 98z" fill={strong} />
      <path d="M160 98v8M160 116v12M160 138v30" stroke={ground} strokeWidth="4" />
    </>
  ),
  warehouse: (
    <>
      <rect x="40" y="40" width="72" height="98" rx="4" fill={soft} />
      <rect x="124" y="40" width="72" height="98" rx="4" fill={strong} />
      <rect x="208" y="40" width="72" height="98" rx="4" fill={soft} />
      <path
        d="M48 58h56M48 76h56M48 94h56M48 112h56M216 58h56M216 76h56M216 94h56M216 112h56"
        stroke={ground}
        strokeWidth="3"
      />
      <rect x="136" y="88" width="48" height="50" rx="3" fill={spark} />
      <Baseline y={140} />
    </>
  ),
  tunnel: (
    <>
      <path d="M84 142V86a76 76 0 0 1 152 0v56z" fill={soft} opacity=".55" />
      <path d="M112 142V92a48 48 0 0 1 96 0v50z" fill={strong} />
      <path d="M136 142v-44a24 24 0 0 1 48 0v44z" fill={spark} />
      <Baseline y={144} />
    </>
  ),
  stairs: (
    <>
      <path
        d="M60 132h40v-24h40V84h40V60h40V36h44"
        fill="none"
        stroke={strong}
        strokeWidth="10"
        strokeLinejoin="round"
      />
      <circle cx="120" cy="84" r="12" fill={soft} />
      <circle cx="160" cy="60" r="12" fill={soft} />
      <circle cx="200" cy="36" r="12" fill={spark} />
      <path d="M40 150h240" stroke={soft} strokeWidth="4" />
    </>
  ),
  speech: (
    <>
      <path d="M96 112l-12 30 32-16zM224 112l12 30-32-16z" fill={strong} />
      <circle cx="128" cy="78" r="50" fill={strong} />
      <circle cx="192" cy="78" r="50" fill={soft} opacity=".9" />
      <path d="M160 39.6a50 50 0 0 1 0 76.8 50 50 0 0 1 0-76.8z" fill={spark} />
    </>
  ),
  lock: (
    <>
      <g fill={soft} opacity=".8">
        {range(14).flatMap((column) =>
          range(6).map((row) => (
            <circle key={`${column}-${row}`} cx={4 + column * 24} cy={20 + row * 24} r="3" />
          )),
        )}
      </g>
      <circle cx="160" cy="80" r="62" fill={ground} />
      <circle cx="160" cy="80" r="56" fill="none" stroke={soft} strokeWidth="3" />
      <path d="M142 76V62a18 18 0 0 1 36 0v14" fill="none" stroke={strong} strokeWidth="9" />
      <rect x="130" y="74" width="60" height="44" rx="7" fill={strong} />
      <circle cx="160" cy="92" r="6" fill={spark} />
      <path d="M160 94v12" stroke={spark} strokeWidth="5" strokeLinecap="round" />
    </>
  ),
  shelf: (
    <>
      <path d="M60 20v122M160 20v122M260 20v122" stroke={strong} strokeWidth="6" strokeLinecap="round" />
      <path d="M60 64h200M60 104h200M60 142h200" stroke={strong} strokeWidth="5" />
      <rect x="72" y="34" width="32" height="28" rx="3" fill={soft} />
      <rect x="110" y="26" width="38" height="36" rx="3" fill={spark} />
      <rect x="176" y="32" width="70" height="30" rx="3" fill={soft} />
      <rect x="72" y="78" width="74" height="24" rx="3" fill={soft} />
      <rect x="174" y="72" width="32" height="30" rx="3" fill={strong} opacity=".8" />
      <rect x="212" y="78" width="36" height="24" rx="3" fill={spark} />
      <rect x="74" y="114" width="34" height="26" rx="3" fill={spark} />
      <rect x="114" y="118" width="34" height="22" rx="3" fill={soft} />
      <rect x="176" y="112" width="66" height="28" rx="3" fill={soft} />
    </>
  ),
  leaf: (
    <>
      <circle cx="230" cy="44" r="22" fill={spark} />
      <path d="M160 142C90 128 78 66 96 30c52 4 86 40 64 112z" fill={strong} />
      <path d="M160 142c64-8 86-50 74-88-46-2-80 28-74 88z" fill={soft} />
      <path
        d="M160 144c-6-38-24-68-44-88M160 144c8-28 24-46 46-62"
        fill="none"
        stroke={ground}
        strokeWidth="4"
        strokeLinecap="round"
      />
      <Baseline y={146} />
    </>
  ),
  compass: (
    <>
      <circle cx="160" cy="80" r="64" fill={soft} opacity=".5" />
      <circle cx="160" cy="80" r="48" fill={ground} />
      <circle cx="160" cy="80" r="48" fill="none" stroke={strong} strokeWidth="6" />
      <path d="m188 52-16 40-40 16 16-40z" fill={strong} />
      <path d="m188 52-40 16 24 24z" fill={spark} />
      <path
        d="M160 6v18M160 136v18M86 80h18M216 80h18"
        stroke={strong}
        strokeWidth="5"
        strokeLinecap="round"
      />
    </>
  ),
  schedule: (
    <>
      <rect x="64" y="22" width="192" height="116" rx="8" fill={soft} opacity=".45" />
      {range(20).map((cell) => {
        const color = cell % 6 === 0 ? strong : cell % 7 === 3 ? spark : ground;
        return (
          <rect
            key={cell}
            x={74 + (cell % 4) * 45}
            y={32 + Math.floor(cell / 4) * 20}
            width="38"
            height="14"
            rx="3"
            fill={color}
          />
        );
      })}
    </>
  ),
  gear: (
    <>
      <g stroke={strong} strokeWidth="18">
        {range(4).map((turn) => (
          <path key={turn} d="M134 24v112" transform={`rotate(${turn * 45} 134 80)`} />
        ))}
      </g>
      <circle cx="134" cy="80" r="42" fill={strong} />
      <circle cx="134" cy="80" r="18" fill={ground} />
      <g stroke={soft} strokeWidth="12">
        {range(3).map((turn) => (
          <path key={turn} d="M218 82v68" transform={`rotate(${turn * 60} 218 116)`} />
        ))}
      </g>
      <circle cx="218" cy="116" r="25" fill={soft} />
      <circle cx="218" cy="116" r="10" fill={spark} />
    </>
  ),
  chart: (
    <>
      <rect x="76" y="92" width="32" height="50" rx="4" fill={soft} />
      <rect x="122" y="68" width="32" height="74" rx="4" fill={soft} />
      <rect x="168" y="78" width="32" height="64" rx="4" fill={strong} />
      <rect x="214" y="38" width="32" height="104" rx="4" fill={strong} />
      <path
        d="m84 62 54-26 46 16 54-34"
        fill="none"
        stroke={spark}
        strokeWidth="6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <Baseline />
    </>
  ),
  helmet: (
    <>
      <path d="M92 112a68 68 0 0 1 136 0z" fill={strong} />
      <path d="M142 48h36v36h-36z" fill={spark} />
      <path
        d="M120 108a40 40 0 0 1 12-40M200 108a40 40 0 0 0-12-40"
        fill="none"
        stroke={ground}
        strokeWidth="4"
        strokeLinecap="round"
      />
      <rect x="72" y="110" width="176" height="16" rx="8" fill={soft} />
      <Baseline y={146} color={soft} />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type CoverMotif = keyof typeof coverMotifs;
