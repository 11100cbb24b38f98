import { Fragment } from "react";
import { type Action, useActionList } from "../../shared/actions/actions.ts";
import { byGroup } from "../../shared/actions/groups.ts";
import { shownKeys } from "../../shared/actions/keys.ts";
import { setSingleKeys, useSingleKeys } from "../../shared/actions/single-keys.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Switch } from "../../shared/ui/switch.tsx";
import { shell } from "../../texts/shell.ts";
import styles from "./key-list.module.css";

/** The keys that do something on this page. */
export function KeyList({ onClose }: { readonly onClose: () => void }) {
  const areOn = useSingleKeys();
  const withKeys = useActionList().filter(({ keys }) => keys !== undefined);
  return (
    <Dialog open onClose={onClose} title={shell.keys.title} size="large">
      <Switch checked={areOn} onChange={setSingleKeys}>
        {shell.keys.single}
      </Switch>
      <div className={styles.groups}>
        {byGroup(withKeys).map(([group, actions]) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            <dl>
              {actions.map((action) => (
                <div key={action.id} className={styles.line}>
                  <dt>{action.label}</dt>
                  <dd>
                    <Keys action={action} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Keys({ action: { keys = "" } }: { readonly action: Action }) {
  return shownKeys(keys).map((key, index) => (
    <Fragment key={key}>
      {index > 0 && ` ${shell.keys.thenKey} `}
      <kbd className={styles.key}>{key}</kbd>
    </Fragment>
  ));
}
