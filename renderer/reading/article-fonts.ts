/**
 * The window's Latin letters for a frame, which may load nothing: its document gets the bytes. A frame that does without
 * shows the system's letters.
 */
import italic from '@fontsource-variable/inter/files/inter-latin-wght-italic.woff2?url';
import upright from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';

const faces = [
  { address: upright, style: 'normal' },
  { address: italic, style: 'italic' },
];

/** As @fontsource-variable/inter says of these files. */
const range =
  'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD';

export async function bringFonts(frame: Window & typeof globalThis): Promise<void> {
  await Promise.all(
    faces.map(async ({ address, style }) => {
      try {
        const bytes = await (await fetch(address)).arrayBuffer();
        const face = new frame.FontFace('Inter Variable', bytes, {
          style,
          weight: '100 900',
          unicodeRange: range,
        });
        frame.document.fonts.add(await face.load());
      } catch {
        // The next family of the list is as readable.
      }
    }),
  );
}
