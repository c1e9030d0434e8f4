// A dialog of the browser's own: it keeps the focus, gives it back, and closes on Escape.

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Failed, withSecond } from "../api/client";
import { cell, useCell } from "../state";
import { useWords } from "../words";
import { Failure } from "./states";

interface DialogProps {
  title: string;
  onClose(): void;
  wide?: boolean;
  children: ComponentChildren;
}

export function Dialog({ title, onClose, wide = false, children }: DialogProps) {
  const words = useWords();
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement as HTMLElement | null;
    dialog?.showModal();
    // The first field of a form, not the button that closes it.
    dialog?.querySelector<HTMLElement>("form input, form select, form textarea")?.focus();
    return () => {
      dialog?.close();
      if (before?.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={wide ? "dialog is-wide" : "dialog"}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div class="dialog-inside">
        <header class="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" class="quiet" onClick={onClose} aria-label={words.common.close}>
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** Who works: asked once, kept while the page is open. */
export const person = cell("");

export interface Field {
  key: string;
  label: string;
  help?: string | undefined;
  needed?: boolean;
  long?: boolean;
  choices?: { value: string; label: string; help?: string }[];
  type?: "text" | "date" | "password";
  initial?: string;
  isShown?(values: Record<string, string>): boolean;
}

interface FormProps {
  title: string;
  text?: string | undefined;
  fields: Field[];
  action: string;
  /** Whether the name of who acts is asked for. */
  signed?: boolean;
  onClose(): void;
  onSend(values: Record<string, string>): Promise<unknown>;
}

/** A dialog that asks for what an act needs, sends it, and stays open with what was typed where that fails. */
export function FormDialog({ title, text, fields, action, signed = true, onClose, onSend }: FormProps) {
  const words = useWords();
  const who = useCell(person);
  const all: Field[] = signed ? [...fields, { key: "by", label: words.common.by, help: words.common.byHelp, needed: true, initial: who }] : fields;
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(all.map((field) => [field.key, field.initial ?? field.choices?.[0]?.value ?? ""])),
  );
  const [missing, setMissing] = useState<string[]>([]);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const [takesTwo, setTakesTwo] = useState(false);
  // A case may ask for two people; that is known once the server has said so.
  const second: Field[] = [
    { key: "second", label: words.common.second, help: words.common.secondHelp, needed: true },
    { key: "second_reason", label: words.common.secondReason, needed: true, long: true },
  ];
  const asked = all.filter((field) => !(takesTwo && field.key === "second") && (field.isShown?.(values) ?? true));
  const shown = takesTwo ? [...asked, ...second] : asked;

  const submit = async (event: Event) => {
    event.preventDefault();
    const absent = shown.filter((field) => field.needed && !(values[field.key] ?? "").trim()).map((field) => field.key);
    setMissing(absent);
    if (absent.length > 0) {
      form.current?.querySelector<HTMLElement>(`[name="${absent[0]}"]`)?.focus();
      return;
    }
    setBusy(true);
    setFailed(null);
    try {
      if (signed) person.set((values.by ?? "").trim());
      const sent = Object.fromEntries(shown.map((field) => [field.key, (values[field.key] ?? "").trim()]));
      const two = takesTwo ? { second: sent.second ?? "", second_reason: sent.second_reason ?? "" } : null;
      await withSecond(two, () => onSend(sent));
      onClose();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      if (error.status === 403 && error.said.code === "second-needed") setTakesTwo(true);
      setFailed(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog title={title} onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        {text && <p>{text}</p>}
        {shown.map((field) => (
          <FormField
            key={field.key}
            field={field}
            value={values[field.key] ?? ""}
            isMissing={missing.includes(field.key)}
            onChange={(value) => setValues({ ...values, [field.key]: value })}
          />
        ))}
        {failed && <Failure failed={failed} />}
        <div class="actions">
          <button type="button" onClick={onClose}>
            {words.common.cancel}
          </button>
          <button type="submit" class="primary" disabled={busy}>
            {action}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** A field with its label, and what helps to fill it in. */
export function FormField({ field, value, isMissing = false, onChange }: { field: Field; value: string; isMissing?: boolean; onChange(value: string): void }) {
  const words = useWords();
  const id = useId();
  const described = [field.help ? `${id}-help` : "", isMissing ? `${id}-missing` : ""].filter(Boolean).join(" ") || undefined;
  const common = { id, name: field.key, required: field.needed, "aria-describedby": described, "aria-invalid": isMissing || undefined };
  const read = (event: Event) => onChange((event.target as HTMLInputElement).value);
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      {field.choices ? (
        <select {...common} value={value} onChange={read}>
          {field.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : field.long ? (
        <textarea {...common} rows={3} value={value} onInput={read} />
      ) : field.type === "date" ? (
        <input {...common} type="date" value={value} onInput={read} />
      ) : field.type === "password" ? (
        <input {...common} type="password" value={value} autocomplete="new-password" onInput={read} />
      ) : (
        <input {...common} type="text" value={value} autocomplete="off" spellcheck={false} onInput={read} />
      )}
      {field.help && (
        <p class="help" id={`${id}-help`}>
          {field.help}
        </p>
      )}
      {isMissing && (
        <p class="missing" id={`${id}-missing`}>
          {words.common.fieldNeeded}
        </p>
      )}
    </div>
  );
}
