import { type ReactNode, useEffect, useRef } from 'react';

/** The sentence that a step begins with. It takes the focus, so that it is read and Tab goes on from there. */
export function StepSentence({ children }: { children: ReactNode }) {
  const line = useRef<HTMLHeadingElement>(null);
  useEffect(() => line.current?.focus(), []);
  return (
    <h3 ref={line} tabIndex={-1} className="doctor-sentence">
      {children}
    </h3>
  );
}
