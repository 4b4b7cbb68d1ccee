// Types of page-assets.mjs, for vitest.config.ts.
export declare const vitePage: {
  readonly name: string;
  resolveId(id: string): string | undefined;
  load(id: string): Promise<string> | undefined;
};
