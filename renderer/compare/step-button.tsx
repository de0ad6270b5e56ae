import type { ReactNode } from 'react';

interface Parts {
  label: string;
  /** There is nowhere to go. */
  isOff?: boolean;
  onStep: () => void;
  /** The picture on it. */
  children: ReactNode;
}

/** Goes to the next place where two texts differ, or to the one before. */
export function StepButton({ label, isOff, onStep, children }: Parts) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      onClick={onStep}
    >
      {children}
    </button>
  );
}
