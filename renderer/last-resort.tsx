import { Component, type ReactNode } from 'react';
import { t } from './messages.ts';

interface LastResortParts {
  children: ReactNode;
  onBroken: (error: unknown) => void;
}

/** What is shown instead of nothing when a part of the UI breaks. Texts are saved or in the journal by then. */
export class LastResort extends Component<LastResortParts, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown) {
    console.error('gleaner: the window broke:', error);
    this.props.onBroken(error);
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <main className="connection-page">
        <div className="state" role="alert">
          <h1 className="state-title">{t('broken.title')}</h1>
          <p>{t('broken.text')}</p>
          <button type="button" className="button" onClick={() => window.location.reload()}>
            {t('broken.reload')}
          </button>
        </div>
      </main>
    );
  }
}
