import { ChevronDown, Code, SquareTerminal, Terminal } from "lucide-react";
import type { BrandPlace } from "../../shared/session/place.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Menu, MenuItem } from "../../shared/ui/menu.tsx";
import { toastDone } from "../../shared/ui/toast.ts";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import { asCommand, asCurl, asTypeScript } from "./snippets.ts";

/** Copies what the table shows as something that fetches the same. */
export function CopyAs({ place, ql }: { readonly place: BrandPlace; readonly ql: string | undefined }) {
  const query = { ...place, ql, baseUrl: window.location.origin };
  const kinds = [
    [texts.copy.curl, Terminal, asCurl],
    [texts.copy.command, SquareTerminal, asCommand],
    [texts.copy.typescript, Code, asTypeScript],
  ] as const;
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          {texts.copy.as}
          <ChevronDown size={14} />
        </Button>
      }
    >
      {kinds.map(([label, Icon, write]) => (
        <MenuItem
          key={label}
          icon={<Icon size={15} />}
          onSelect={() =>
            void navigator.clipboard.writeText(write(query)).then(() => toastDone(texts.copy.done(label)))
          }
        >
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
