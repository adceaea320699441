// The mark of Lyceum; always beside the word or with a name given by its link.
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <rect width="28" height="28" rx="7" fill="var(--ly-accent)" />
      <g fill="none" stroke="var(--ly-on-accent)" strokeWidth="2.5" strokeLinecap="round">
        <path d="M9 7v11.5a2.5 2.5 0 0 0 2.5 2.5H20" />
        <path d="M14 15a6 6 0 0 1 6-6" opacity=".65" />
      </g>
      <circle cx="20" cy="15" r="1.75" fill="var(--ly-on-accent)" />
    </svg>
  );
}
