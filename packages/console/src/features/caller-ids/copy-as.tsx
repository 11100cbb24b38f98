import { ChevronDown, Code, SquareTerminal, Terminal } from "lucide-react";
import { count } from "../../shared/format/count.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Menu, MenuItem } from "../../shared/ui/menu.tsx";
import { toastDone } from "../../shared/ui/toast.ts";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import { asCommand, asCurl, asTypeScript, MOST_AT_ONCE } from "./snippets.ts";

export interface CopyAsProps {
  readonly place: BrandPlace;
  readonly ql: string | undefined;
  /** How many the table shows. */
  readonly total: number;
}

/** Copies what the table shows as something that fetches the same, or says what of it is beyond one request. */
export function CopyAs({ place, ql, total }: CopyAsProps) {
  const query = { ...place, ql, baseUrl: window.location.origin };
  const beyond = total > MOST_AT_ONCE ? texts.copy.firstPage(count(MOST_AT_ONCE), count(total)) : undefined;
  const kinds = [
    [texts.copy.curl, Terminal, asCurl, beyond],
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
      {kinds.map(([label, Icon, write, note]) => (
        <MenuItem
          key={label}
          icon={<Icon size={15} />}
          onSelect={() =>
            void navigator.clipboard
              .writeText(write(query))
              .then(() => toastDone(texts.copy.done(label), note))
          }
        >
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
