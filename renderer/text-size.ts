/** The size of the text, apart from the zoom of the whole window. */
import { setChoice, textSizes, useChoices, usualChoices } from './editor/choices.ts';

/** Makes the text larger (1), smaller (-1) or as it usually is (0). */
export function changeTextSize(step: 1 | -1 | 0): void {
  const { textSize } = useChoices.getState();
  const asked = step === 0 ? usualChoices.textSize : textSize + step;
  setChoice({ textSize: Math.min(textSizes.most, Math.max(textSizes.least, asked)) });
}

/** Shows the text in the size that was chosen, from now on. */
export function followTextSize(): void {
  const show = () => {
    document.documentElement.style.setProperty('--text-size', `${useChoices.getState().textSize}px`);
  };
  useChoices.subscribe(show);
  show();
}
