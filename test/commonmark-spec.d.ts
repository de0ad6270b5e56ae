/** The specification's text and its examples. The package has no types for them. */
declare module 'commonmark-spec' {
  export const text: string;
  export const tests: { markdown: string; html: string; section: string; number: number }[];
}
