import { Menu as MenuIcon } from "lucide-react";
import { useState } from "react";
import { useActions } from "../../shared/actions/actions.ts";
import { useKeys } from "../../shared/actions/keys.ts";
import { useNarrow } from "../../shared/hooks/use-media.ts";
import { useLocation } from "../../shared/navigation/navigation.ts";
import { Button } from "../../shared/ui/button.tsx";
import { overPage, part } from "../../shared/ui/part.tsx";
import { shell } from "../../texts/shell.ts";
import { Pages } from "../pages.tsx";
import { PaletteWaiting } from "../palette/palette-waiting.tsx";
import { setTheme } from "../theme.ts";
import { BrandName } from "./brand-name.tsx";
import styles from "./shell.module.css";
import { Sidebar } from "./sidebar.tsx";

const Palette = part(() => import("../palette/palette.tsx").then(({ Palette }) => Palette), {
  ...overPage(({ onClose }) => onClose),
  waiting: (props) => <PaletteWaiting {...props} />,
});
const Drawer = part(
  () => import("./drawer.tsx").then(({ Drawer }) => Drawer),
  overPage(({ onClose }) => onClose),
);
const KeyList = part(
  () => import("../palette/key-list.tsx").then(({ KeyList }) => KeyList),
  overPage(({ onClose }) => onClose),
);

/** The frame around every page of who is signed in. */
export function Shell() {
  const narrow = useNarrow();
  const [open, setOpen] = useState<"palette" | "keys" | "navigation">();
  const [typed, setTyped] = useState("");
  const close = () => setOpen(undefined);
  const search = () => {
    setTyped("");
    setOpen("palette");
  };
  const [path] = useLocation();
  useKeys();
  useActions([
    {
      id: "palette",
      label: shell.palette.show,
      group: shell.groups.help,
      keys: "mod+k",
      keysOnly: true,
      run: search,
    },
    { id: "keys", label: shell.keys.show, group: shell.groups.help, keys: "?", run: () => setOpen("keys") },
    { id: "theme-light", label: shell.theme.light, group: shell.groups.theme, run: () => setTheme("light") },
    { id: "theme-dark", label: shell.theme.dark, group: shell.groups.theme, run: () => setTheme("dark") },
    {
      id: "theme-system",
      label: shell.theme.system,
      group: shell.groups.theme,
      run: () => setTheme("system"),
    },
  ]);
  const sidebar = <Sidebar onSearch={search} onKeys={() => setOpen("keys")} />;
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#page">
        {shell.skip}
      </a>
      {narrow ? (
        <header className={styles.bar}>
          <Button
            tone="quiet"
            square
            aria-label={shell.openNavigation}
            icon={<MenuIcon size={18} />}
            onClick={() => setOpen("navigation")}
          />
          <BrandName />
        </header>
      ) : (
        <div className={styles.side}>{sidebar}</div>
      )}
      <main id="page" className={styles.main} tabIndex={-1}>
        <Pages path={path} />
      </main>
      {open === "palette" && <Palette typed={typed} onTyped={setTyped} onClose={close} />}
      {narrow && open === "navigation" && <Drawer onClose={close}>{sidebar}</Drawer>}
      {open === "keys" && <KeyList onClose={close} />}
    </div>
  );
}
