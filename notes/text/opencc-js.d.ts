/** OpenCC's tables (Apache-2.0), `from to|from to|…`. The package has no types for them. */
declare module 'opencc-js/dict/*' {
  const characters: string;
  export default characters;
}
