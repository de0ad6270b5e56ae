/** A button of a bar that is pressed or not. */
import type { LucideIcon } from 'lucide-react';

interface Props {
  icon: LucideIcon;
  label: string;
  isPressed: boolean;
  act: () => void;
}

export function ToggleButton({ icon: Icon, label, isPressed, act }: Props) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      onClick={act}
    >
      <Icon aria-hidden />
    </button>
  );
}
