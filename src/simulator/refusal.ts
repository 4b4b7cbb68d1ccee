// How a model says no: thrown by checks before anything is changed, and put into the vendor's envelope in one place.

export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** The vendor's code. */
  readonly code: number | string;
  constructor(code: number | string, text: string) {
    super(text);
    this.code = code;
  }
}

/** What `make` gives, or why not. */
export function attempt<Out>(make: () => Out): Out | Refusal {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
