import { X } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { closeDialog } from './focus-before.ts';
import './dialogs.css';
import './dialog-head.css';

interface Parts {
  title: string;
  /** Below the title. */
  hint?: string;
  /** Says what the button that closes the dialog does. */
  close: string;
  closeRef?: Ref<HTMLButtonElement>;
  /** The focus begins at that button. */
  beginsAtClose?: boolean;
  /** Buttons beside that one. */
  ways?: ReactNode;
  /** Of this dialog. */
  className: string;
  /** Between the title and the buttons. */
  children?: ReactNode;
}

/** The head of a large dialog: what it is about, what is chosen for all of it, and the way out. */
export function DialogHead(parts: Parts) {
  const { title, hint, close, closeRef, beginsAtClose = false, ways, className, children } = parts;
  return (
    <header className={`dialog-head ${className}`}>
      <div className="dialog-heading">
        <h2 className="dialog-title">{title}</h2>
        {hint !== undefined && <p className="dialog-hint">{hint}</p>}
      </div>
      {children}
      <span className="dialog-ways">
        {ways}
        <button
          ref={closeRef}
          type="button"
          autoFocus={beginsAtClose}
          className="icon-button"
          aria-label={close}
          title={close}
          onClick={closeDialog}
        >
          <X aria-hidden />
        </button>
      </span>
    </header>
  );
}
