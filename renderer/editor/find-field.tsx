/** A field of the find panel: what an IME composes in it is not looked for before it is written. */
import { type KeyboardEvent, type ReactNode, type Ref, useState } from 'react';
import { isForIme } from './ime.ts';

interface Props {
  label: string;
  value: string;
  isWrong: boolean;
  change: (text: string) => void;
  enter: (event: KeyboardEvent) => void;
  ref?: Ref<HTMLInputElement>;
  /** Buttons inside the field. */
  children?: ReactNode;
}

export function FindField({ label, value, isWrong, change, enter, ref, children }: Props) {
  /** `null`: no IME composes. */
  const [composed, setComposed] = useState<string | null>(null);
  return (
    <div className="find-field">
      <input
        ref={ref}
        type="text"
        aria-label={label}
        placeholder={label}
        aria-invalid={isWrong}
        value={composed ?? value}
        spellCheck={false}
        autoComplete="off"
        onCompositionStart={(event) => setComposed(event.currentTarget.value)}
        onCompositionEnd={(event) => {
          setComposed(null);
          change(event.currentTarget.value);
        }}
        onChange={({ target, nativeEvent }) => {
          const isComposing = nativeEvent instanceof InputEvent && nativeEvent.isComposing;
          if (isComposing) setComposed(target.value);
          else {
            setComposed(null);
            change(target.value);
          }
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || isForIme(event)) return;
          event.preventDefault();
          enter(event);
        }}
      />
      {children}
    </div>
  );
}
