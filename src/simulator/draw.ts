// What is drawn from a seeded generator: one of many, a vendor's made-up id.

/** One of them; undefined where there are none. */
export function draw<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

/** So many lower-case hex digits. */
export function randomHex(random: () => number, digits: number): string {
  let text = '';
  while (text.length < digits) {
    text += Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  }
  return text.slice(0, digits);
}
