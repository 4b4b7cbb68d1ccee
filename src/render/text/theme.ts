// Colours by meaning. Nothing is said in colour alone: without it the same words and signs remain.
import pc from 'picocolors';

export interface Theme {
  readonly create: (text: string) => string;
  readonly update: (text: string) => string;
  readonly remove: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly error: (text: string) => string;
  readonly good: (text: string) => string;
  readonly title: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** How text is laid out. */
export interface TextOptions {
  readonly theme: Theme;
  /** Columns to fill. */
  readonly width: number;
  /** Show every line of long lists. */
  readonly verbose: boolean;
}

export function createTheme(colour: boolean): Theme {
  const colours = pc.createColors(colour);
  return {
    create: colours.green,
    update: colours.yellow,
    remove: colours.red,
    warn: colours.yellow,
    error: colours.red,
    good: colours.green,
    title: colours.bold,
    faint: colours.dim,
  };
}
