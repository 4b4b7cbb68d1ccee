// The page's program and style as strings: bundled from ./page by scripts/page-assets.mjs, for the build and for tests.
declare module 'cutover:page' {
  export const script: string;
  export const style: string;
}
