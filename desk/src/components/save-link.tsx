// A file to be saved. It is asked first whether it may be: a link of its own would save the refusal.

import type { ComponentChildren } from "preact";
import { canSave } from "../api/client";
import { toastFailure } from "./toast";

export function SaveLink({ address, title, children }: { address: string; title?: string; children: ComponentChildren }) {
  const save = async (event: MouseEvent) => {
    const link = event.currentTarget as HTMLAnchorElement;
    if (link.dataset.asked) return;
    event.preventDefault();
    try {
      await canSave(address);
    } catch (error) {
      toastFailure(error);
      return;
    }
    link.dataset.asked = "yes";
    link.click();
    delete link.dataset.asked;
  };
  return (
    <a href={address} download title={title} onClick={save}>
      {children}
    </a>
  );
}
