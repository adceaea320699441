// A half-filled disc: the shape of "in progress". Drawn here because the icon set has only hatched ones.
export function HalfDisc({ size = 24, stroke = 1.5 }: { size?: number; stroke?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="12" cy="12" r="8.5" fill="none" stroke="currentColor" strokeWidth={stroke} />
      <path d="M12 7a5 5 0 0 1 0 10z" fill="currentColor" />
    </svg>
  );
}
