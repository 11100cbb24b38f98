import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { eq, matches as like } from "@callmark/client";
import { CornerDownLeft, Search } from "lucide-react";
import { useActionList } from "../../shared/actions/actions.ts";
import { byGroup, inOrder } from "../../shared/actions/groups.ts";
import { shownKeys } from "../../shared/actions/keys.ts";
import { calledAmongOthers, useKnownBrands } from "../../shared/data/brands.ts";
import { phoneNumber } from "../../shared/format/phone-number.ts";
import { useLocation } from "../../shared/navigation/navigation.ts";
import { paths } from "../../shared/navigation/paths.ts";
import { shell } from "../../texts/shell.ts";
import { useCurrentBrand } from "../shell/current-brand.ts";
import styles from "./palette.module.css";

interface Command {
  readonly id: string;
  readonly label: string;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

interface Group {
  readonly value: string;
  readonly items: readonly Command[];
}

export interface PaletteProps {
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly onClose: () => void;
}

/** Everything that can be done from here, found by typing. */
export function Palette({ typed, onTyped, onClose }: PaletteProps) {
  const groups = useGroups(typed);
  const run = (command: Command) => {
    onClose();
    // After the dialog has given the focus back, which the command may want elsewhere.
    setTimeout(command.run);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label={shell.palette.title}>
          <Autocomplete.Root
            open
            inline
            items={groups}
            value={typed}
            onValueChange={onTyped}
            autoHighlight="always"
            keepHighlight
            filter={matches}
            itemToStringValue={(command: Command) => command.label}
          >
            <div className={styles.field}>
              <Search size={16} aria-hidden />
              <Autocomplete.Input
                className={styles.input}
                placeholder={shell.palette.placeholder}
                aria-label={shell.palette.title}
              />
            </div>
            <Autocomplete.Empty className={styles.empty}>{shell.palette.empty}</Autocomplete.Empty>
            <Autocomplete.List className={styles.list}>
              {(group: Group) => (
                <Autocomplete.Group key={group.value} items={group.items}>
                  <Autocomplete.GroupLabel className={styles.label}>{group.value}</Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(command: Command) => (
                      <Autocomplete.Item
                        key={command.id}
                        value={command}
                        className={styles.item}
                        onClick={() => run(command)}
                      >
                        <span>{command.label}</span>
                        {command.keys === undefined ? (
                          <CornerDownLeft size={13} className={styles.enter} aria-hidden />
                        ) : (
                          <kbd className={styles.keys}>{shownKeys(command.keys).join(" ")}</kbd>
                        )}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The command that looks for what was typed, which is always one for it. */
const FOUND = "find";

/** Is a command one for what was typed: does it have each word? */
function matches({ id, label }: Command, typed: string): boolean {
  const lower = label.toLowerCase();
  return (
    id === FOUND ||
    typed
      .toLowerCase()
      .split(/\s+/)
      .every((word) => lower.includes(word))
  );
}

function useGroups(typed: string): readonly Group[] {
  const actions = useActionList().filter(({ keysOnly }) => !keysOnly);
  const { data: brands = [] } = useKnownBrands();
  const brand = useCurrentBrand();
  const [, navigate] = useLocation();
  const groups = byGroup(actions).map(([value, items]): Group => ({ value, items }));
  const others = brands.filter(({ brandId }) => brandId !== brand?.brandId);
  if (others.length > 0) {
    groups.push({
      value: shell.groups.brand,
      items: others.map((other) => ({
        id: other.brandId,
        label: calledAmongOthers(other),
        run: () => navigate(paths.callerIds(other)),
      })),
    });
  }
  const digits = typed.replace(/[^\d]/g, "");
  if (brand !== undefined && digits.length >= 3 && /^[\d\s()+.-]+$/.test(typed)) {
    const ql = String(
      digits.length === 11
        ? eq("callerIdDetails.phoneNumber", `+${digits}`)
        : like("callerIdDetails.phoneNumber", `*${digits}*`),
    );
    groups.unshift({
      value: shell.groups.find,
      items: [
        {
          id: FOUND,
          label: shell.palette.findNumber(digits.length === 11 ? phoneNumber(`+${digits}`) : typed),
          run: () => navigate(paths.callerIds(brand, { ql })),
        },
      ],
    });
  }
  return inOrder(groups, ({ value }) => value);
}
