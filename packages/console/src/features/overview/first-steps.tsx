import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { brandNameQuery } from "../../shared/data/brands.ts";
import { brandLogo } from "../../shared/data/logos.ts";
import { Link } from "../../shared/navigation/navigation.ts";
import { paths } from "../../shared/navigation/paths.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Card } from "../../shared/ui/card.tsx";
import { classes } from "../../shared/ui/classes.ts";
import { overview } from "../../texts/overview.ts";
import styles from "./first-steps.module.css";
import { summaryQuery } from "./overview-queries.ts";

const { steps: texts } = overview;

/** What a new brand still lacks, in the order in which it is done; nothing where it lacks nothing. */
export function FirstSteps({ place }: { readonly place: BrandPlace }) {
  const { client, canWrite } = useSession();
  const name = useQuery(brandNameQuery(client, place));
  const logo = useQuery(brandLogo(client, place));
  const summary = useQuery(summaryQuery(client, place));
  if (!canWrite || name.data === undefined || logo.data === undefined || summary.data === undefined)
    return null;
  const isDescribed = name.data !== null;
  const hasLogo = logo.data !== null;
  const hasNumbers = summary.data.total > 0;
  if (isDescribed && hasLogo && hasNumbers) return null;
  return (
    <Card title={texts.title} flush>
      <p className={styles.text}>{texts.text}</p>
      <ol className={styles.steps}>
        <Step
          done={isDescribed}
          title={texts.describe}
          text={texts.describeText}
          href={paths.brand(place, "details")}
          go={texts.go.describe}
        />
        <Step
          done={hasLogo}
          title={texts.logo}
          text={texts.logoText}
          href={paths.brand(place, "assets")}
          go={texts.go.logo}
        />
        <Step
          done={hasNumbers}
          title={texts.numbers}
          text={texts.numbersText}
          href={paths.brand(place, "import")}
          go={texts.go.import}
        />
      </ol>
    </Card>
  );
}

interface StepProps {
  readonly done: boolean;
  readonly title: string;
  readonly text: string;
  /** Where it is done. */
  readonly href: string;
  /** What leads there. */
  readonly go: string;
}

function Step({ done, title, text, href, go }: StepProps) {
  return (
    <li className={styles.step}>
      <span
        className={classes(styles.mark, done && styles.done)}
        role="img"
        aria-label={done ? texts.done : texts.open}
      >
        {done && <Check size={12} strokeWidth={3} />}
      </span>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.text}>{text}</p>
      </div>
      {!done && (
        <Link href={href} className={styles.go}>
          {go}
        </Link>
      )}
    </li>
  );
}
