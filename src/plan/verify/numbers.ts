// Every address that a run on the model meets, as a small number: looked up once, and then everything about it stands
// in arrays. A run of a large plan asks about each address a dozen times.

export interface Numbers {
  /** The same for the same name, new for a new one; from 0 up. */
  of(name: string): number;
  name(number: number): string;
}

export function createNumbers(): Numbers {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    of(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
    name: (number) => names[number] ?? '',
  };
}
