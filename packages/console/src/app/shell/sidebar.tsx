import { CircleHelp, LogOut, Monitor, Moon, Search, Sun } from "lucide-react";
import { useActions } from "../../shared/actions/actions.ts";
import { shownKeys } from "../../shared/actions/keys.ts";
import { initialOf } from "../../shared/format/characters.ts";
import { Link, useLocation } from "../../shared/navigation/navigation.ts";
import { useSession } from "../../shared/session/session.ts";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "../../shared/ui/menu.tsx";
import { session as sessionTexts } from "../../texts/session.ts";
import { shell } from "../../texts/shell.ts";
import { setTheme, type Theme, useTheme } from "../theme.ts";
import { BrandSwitch } from "./brand-switch.tsx";
import { useCurrentBrand } from "./current-brand.ts";
import { EntryButton } from "./entry.tsx";
import { pagesFor } from "./navigation.ts";
import styles from "./sidebar.module.css";

export interface SidebarProps {
  readonly onSearch: () => void;
  readonly onKeys: () => void;
}

/** Where one is, and where one can go. */
export function Sidebar({ onSearch, onKeys }: SidebarProps) {
  const { account, signOut } = useSession();
  const brand = useCurrentBrand();
  const [here, navigate] = useLocation();
  const pages = pagesFor(account, brand);
  useActions([
    ...pages.map(({ id, label, keys, path }) => ({
      id: `go-${id}`,
      label,
      group: shell.groups.goTo,
      keys,
      run: () => navigate(path),
    })),
    { id: "sign-out", label: sessionTexts.signOut, group: shell.groups.session, run: signOut },
  ]);
  return (
    <div className={styles.sidebar}>
      <BrandSwitch />
      <button type="button" className={styles.search} onClick={onSearch}>
        <Search size={14} aria-hidden />
        <span>{shell.search}</span>
        <kbd>{shownKeys("mod+k")}</kbd>
      </button>
      <nav aria-label={shell.navigation} className={styles.nav}>
        {pages.map(({ id, label, Icon, path }) => (
          <Link
            key={id}
            href={path}
            className={styles.link}
            aria-current={isAt(here, path) ? "page" : undefined}
          >
            <Icon size={16} aria-hidden />
            {label}
          </Link>
        ))}
      </nav>
      <div className={styles.foot}>
        <Menu
          side="top"
          trigger={
            <EntryButton
              mark={
                <span className={styles.initial} aria-hidden>
                  {initialOf(account.clientId)}
                </span>
              }
              heard={shell.account.menu}
              name={account.clientId}
              about={shell.account.permission[account.permission]}
            />
          }
        >
          <ThemeItems />
          <MenuSeparator />
          <MenuItem icon={<CircleHelp size={15} />} aside="?" onSelect={onKeys}>
            {shell.keys.show}
          </MenuItem>
          <MenuItem icon={<LogOut size={15} />} onSelect={signOut}>
            {sessionTexts.signOut}
          </MenuItem>
        </Menu>
      </div>
    </div>
  );
}

/** Is a page the one of an address, or above it? */
function isAt(here: string, path: string): boolean {
  return here === path || (path !== "/" && here.startsWith(`${path}/`));
}

const THEMES: readonly (readonly [Theme, typeof Sun])[] = [
  ["light", Sun],
  ["dark", Moon],
  ["system", Monitor],
];

function ThemeItems() {
  const chosen = useTheme();
  return (
    <MenuGroup label={shell.groups.theme}>
      {THEMES.map(([theme, Icon]) => (
        <MenuItem
          key={theme}
          icon={<Icon size={15} />}
          aside={theme === chosen ? "✓" : undefined}
          onSelect={() => setTheme(theme)}
        >
          {shell.theme[theme]}
        </MenuItem>
      ))}
    </MenuGroup>
  );
}
