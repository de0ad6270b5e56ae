import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { t } from '../messages.ts';
import { setJoining, useJoining } from './joining.ts';

const ways = ['all', 'any'] as const;

/** All of the chosen tags, or any of them. */
export function JoiningSwitch() {
  const joining = useJoining();
  return (
    <ToggleButtonGroup
      className="joining"
      aria-label={t('joining.label')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[joining]}
      onSelectionChange={(keys) => {
        const way = ways.find((one) => keys.has(one));
        if (way !== undefined) setJoining(way);
      }}
    >
      {ways.map((way) => (
        <ToggleButton key={way} id={way} className="joining-way" aria-label={t(`joining.${way}`)}>
          {t(`joining.${way}Short`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
