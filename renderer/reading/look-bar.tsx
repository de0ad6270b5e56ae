/** How the copy looks: size of letters, length of lines, light. */
import {
  AArrowDown,
  AArrowUp,
  Coffee,
  FoldHorizontal,
  type LucideIcon,
  Moon,
  MoveHorizontal,
  Sun,
  SunMoon,
  UnfoldHorizontal,
} from 'lucide-react';
import { formatNumber, t } from '../messages.ts';
import { ToggleButton } from './toggle-button.tsx';
import { type Look, nextSize, setLook, themes, useLook, widths } from './look.ts';

const widthIcons = { narrow: FoldHorizontal, usual: MoveHorizontal, wide: UnfoldHorizontal } as const;
const themeIcons = { app: SunMoon, light: Sun, sepia: Coffee, dark: Moon } as const;

export function LookBar({ isFull }: { isFull: boolean }) {
  const look = useLook();
  return (
    <div id="reading-look" className="reading-look" role="group" aria-label={t('reading.look')}>
      <div className="reading-choice">
        <Step icon={AArrowDown} label={t('reading.smaller')} look={look} step={-1} />
        <span className="reading-size" aria-live="polite" aria-label={t('reading.size', { n: look.size })}>
          {formatNumber(look.size)}
        </span>
        <Step icon={AArrowUp} label={t('reading.larger')} look={look} step={1} />
      </div>
      {isFull && (
        <div className="reading-choice" role="group" aria-label={t('reading.width')}>
          {widths.map((width) => (
            <ToggleButton
              key={width}
              icon={widthIcons[width]}
              label={t(`reading.width.${width}`)}
              isPressed={look.width === width}
              act={() => setLook({ width })}
            />
          ))}
        </div>
      )}
      <div className="reading-choice" role="group" aria-label={t('reading.theme')}>
        {themes.map((theme) => (
          <ToggleButton
            key={theme}
            icon={themeIcons[theme]}
            label={t(`reading.theme.${theme}`)}
            isPressed={look.theme === theme}
            act={() => setLook({ theme })}
          />
        ))}
      </div>
    </div>
  );
}

function Step({
  icon: Icon,
  label,
  look,
  step,
}: {
  icon: LucideIcon;
  label: string;
  look: Look;
  step: 1 | -1;
}) {
  const size = nextSize(look.size, step);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      // Not `disabled`: the focus would be lost at the last step.
      aria-disabled={size === look.size}
      onClick={() => setLook({ size })}
    >
      <Icon aria-hidden />
    </button>
  );
}
