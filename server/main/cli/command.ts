/** How a command of `lyceum` is declared: data, from which help, parsing and refusals follow. */
export type Option = {
  /** What stands for the value in help; without it the option is a switch. */
  value?: string;
  about: string;
};

export type Argument = { name: string; about: string; required: boolean };

export type Call = {
  args: readonly string[];
  /** The text given for an option with a value. */
  value(name: string): string | undefined;
  /** Whether a switch was given. */
  has(name: string): boolean;
};

export type Command = {
  /** As typed: `user create`. */
  words: string;
  about: string;
  /** Further lines of help. */
  more?: string[];
  arguments?: Argument[];
  options?: Record<string, Option>;
  examples?: string[];
  /** Loads the code and runs it. @returns the exit code, if it is a number */
  run(call: Call): Promise<unknown>;
};

/** The call was wrong: exit code 2. */
export class UsageError extends Error {}

/** Something expected stands in the way; one sentence says what and what to do: exit code 1. */
export class Refusal extends Error {}
