/**
 * A backslash takes the meaning from a control character. Escaped ones are hidden as private-use characters while a
 * question is taken apart, and shown again in its parts.
 */
const controls = ['\\', ':', '#', '=', '{', '}', '~', 'n'] as const;
const shown = ['\\', ':', '#', '=', '{', '}', '~', '\n'] as const;
const firstHidden = 0xe100;

/** Private-use characters of the source itself have no meaning to anybody and are dropped. */
export const hideEscapes = (text: string): string =>
  text
    .replace(/[\ue100-\ue107]/g, '')
    .replace(/\\([\\:#={}~n])/g, (_whole, control: (typeof controls)[number]) =>
      String.fromCharCode(firstHidden + controls.indexOf(control)),
    );

export const showEscapes = (text: string): string =>
  text.replace(/[\ue100-\ue107]/g, (hidden) => shown[hidden.charCodeAt(0) - firstHidden] ?? '');
