import { X } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { t } from '../messages.ts';
import { previewsWays, setPreviews, stopAsking, useConsent } from './consent.ts';
import { useHandOver } from './hand-over.ts';
import './consent-line.css';

/** Under the first card that a person asks for: when other cards may be fetched. Leaving it changes nothing. */
export function ConsentLine() {
  const previews = useConsent((state) => state.consent?.previews ?? 'off');
  const line = useHandOver<HTMLDivElement>();
  return (
    <div ref={line} className="consent-line">
      <div className="consent-head">
        <span>{t('previews.title')}</span>
        <button type="button" className="icon-button" aria-label={t('previews.close')} onClick={stopAsking}>
          <X aria-hidden />
        </button>
      </div>
      <ToggleButtonGroup
        className="consent-ways"
        aria-label={t('previews.title')}
        orientation="vertical"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[previews]}
      >
        {previewsWays.map((way) => (
          // Also the way that is chosen already is an answer.
          <ToggleButton key={way} id={way} className="consent-way" onPress={() => void setPreviews(way)}>
            {t(`previews.${way}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <p>{t('previews.price')}</p>
    </div>
  );
}
