// Parts of a screen. They are links, so that a part has an address and the back button goes through them.

import { go } from "../router";

export interface Tab {
  key: string;
  label: string;
  count?: string | undefined;
}

/** The address of the present screen with another part. */
function address(key: string, first: string): string {
  const query = new URLSearchParams();
  if (key !== first) query.set("tab", key);
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : "");
}

export function Tabs({ label, tabs, current }: { label: string; tabs: Tab[]; current: string }) {
  const first = tabs[0]?.key ?? "";
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.key}>
            <a
              href={address(tab.key, first)}
              aria-current={tab.key === current ? "true" : undefined}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                go(address(tab.key, first));
              }}
            >
              {tab.label}
              {tab.count !== undefined && <span class="tab-count">{tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
