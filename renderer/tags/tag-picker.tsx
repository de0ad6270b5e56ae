/** Fields for names of tags, with those of the notebook to choose from. */
import { ChevronsUpDown, X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useMemo, useRef, useState } from 'react';
import {
  Button,
  ComboBox,
  FieldError,
  Input,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components';
import type { Facet } from '../../notes/api.ts';
import { formatNumber, t } from '../messages.ts';
import { useRows } from '../lists/shown-rows.ts';

/** A list of thousands helps nobody who can type one more letter. */
const mostOffered = 60;

/** The notebook's tags that have `typed` in their name: those that begin with it first, then the most used. */
export function offeredTags(tags: readonly Facet[], typed: string, taken: readonly string[]): Facet[] {
  const wanted = typed
    .trim()
    .replace(/^#+\s*/, '')
    .toLocaleLowerCase();
  const rank = ({ name }: Facet) => (name.toLocaleLowerCase().startsWith(wanted) ? 0 : 1);
  return tags
    .filter(({ name }) => !taken.includes(name) && name.toLocaleLowerCase().includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || b.within - a.within)
    .slice(0, mostOffered);
}

const noTags: readonly Facet[] = [];
export const useTags = () => useRows((state) => state.allFacets?.tags ?? noTags);

interface NameFieldParts {
  label: string;
  hint: string;
  problem: string | null;
  value: string;
  onChange: (value: string) => void;
  /** Names that make no sense here. */
  taken: readonly string[];
  /** Shows the choice as soon as the field has the focus. */
  offersAtOnce: boolean;
  inputRef: Ref<HTMLInputElement>;
}

/** One name: a new one, or one that exists. */
export function NameField(parts: NameFieldParts) {
  const { label, hint, problem, value, onChange, taken, offersAtOnce, inputRef } = parts;
  const tags = useTags();
  /** The list closes when this becomes another one. */
  const [chosen, setChosen] = useState<Key | null>(null);
  const items = useMemo(() => offeredTags(tags, value, taken), [tags, value, taken]);
  return (
    <ComboBox
      className="field"
      inputValue={value}
      onInputChange={(text) => {
        setChosen(null);
        onChange(text);
      }}
      value={chosen}
      onChange={(key) => {
        setChosen(key);
        if (key !== null) onChange(String(key));
      }}
      items={items.map((facet) => ({ id: facet.name, facet }))}
      allowsCustomValue
      menuTrigger={offersAtOnce ? 'focus' : 'input'}
      isInvalid={problem !== null}
    >
      <Label className="field-label">{label}</Label>
      <div className="doctor-combo">
        <Input ref={inputRef} className="field-input" spellCheck={false} autoComplete="off" />
        <Button className="icon-button" aria-label={t('doctor.form.show')}>
          <ChevronsUpDown aria-hidden />
        </Button>
      </div>
      {problem === null && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-problem">{problem}</FieldError>
      <Options />
    </ComboBox>
  );
}

interface NamesFieldParts {
  label: string;
  hint: string | null;
  problem: string | null;
  names: readonly string[];
  onChange: (names: string[]) => void;
  inputRef: Ref<HTMLInputElement>;
}

/** Several tags of the notebook, as chips before the field that adds one. */
export function NamesField({ label, hint, problem, names, onChange, inputRef }: NamesFieldParts) {
  const [typed, setTyped] = useState('');
  /** The list closes when this becomes another one. */
  const [chosen, setChosen] = useState<Key | null>(null);
  const tags = useTags();
  const chips = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const items = useMemo(() => offeredTags(tags, typed, names), [tags, typed, names]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Backspace' || typed !== '' || event.nativeEvent.isComposing) return;
    setChosen(null);
    onChange(names.slice(0, -1));
  };
  const remove = (name: string, at: number) => {
    setChosen(null);
    onChange(names.filter((other) => other !== name));
    requestAnimationFrame(() => {
      const buttons = [...(chips.current?.querySelectorAll('button') ?? [])];
      (buttons[at] ?? buttons.at(-1) ?? field.current?.querySelector('input'))?.focus();
    });
  };
  return (
    <ComboBox
      className="field"
      inputValue={typed}
      onInputChange={setTyped}
      value={chosen}
      onChange={(key) => {
        setTyped('');
        setChosen(key);
        if (key !== null && !names.includes(String(key))) onChange([...names, String(key)]);
      }}
      items={items.map((facet) => ({ id: facet.name, facet }))}
      menuTrigger="input"
      allowsEmptyCollection
      isInvalid={problem !== null}
    >
      <Label className="field-label">{label}</Label>
      <div ref={field} className="doctor-combo doctor-many" onKeyDown={onKeyDown}>
        {names.length > 0 && (
          <ul ref={chips} className="doctor-chips" aria-label={t('doctor.form.chosen')}>
            {names.map((name, at) => (
              <li key={name} className="doctor-chip">
                <span>{name}</span>
                <button
                  type="button"
                  aria-label={t('doctor.form.remove', { name })}
                  onClick={() => remove(name, at)}
                >
                  <X aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        )}
        <Input
          ref={inputRef}
          className="field-input"
          placeholder={t('doctor.form.placeholder')}
          spellCheck={false}
          autoComplete="off"
        />
        <Button className="icon-button" aria-label={t('doctor.form.show')}>
          <ChevronsUpDown aria-hidden />
        </Button>
      </div>
      {hint !== null && problem === null && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-problem">{problem}</FieldError>
      <Options />
    </ComboBox>
  );
}

function Options() {
  return (
    <Popover className="doctor-options" offset={4}>
      <ListBox<{ id: string; facet: Facet }>
        className="menu"
        renderEmptyState={() => <p className="doctor-quiet doctor-no-option">{t('doctor.form.none')}</p>}
      >
        {({ facet: { name, within } }) => (
          <ListBoxItem
            id={name}
            textValue={name}
            className="menu-item"
            aria-label={t('doctor.form.count', { name, n: within })}
          >
            <span className="doctor-option">{name}</span>
            <span className="menu-keys">{formatNumber(within)}</span>
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}
