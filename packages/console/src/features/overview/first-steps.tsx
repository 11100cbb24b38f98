import { useQuery } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { brandNameQuery } from "../../shared/data/brands.ts";
import { brandLogo } from "../../shared/data/logos.ts";
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
  if (!canWrite || name.data === undefined || logo.data === undefined || summary.data === undefined) return null;
  const isDescribed = name.data !== null;
  const hasLogo = logo.data !== null;
  const hasNumbers = summary.data.total > 0;
  if (isDescribed && hasLogo && hasNumbers) return null;
  const params = { orgId: place.orgId, brandId: place.brandId };
  return (
    <Card title={texts.title} flush>
      <p className={styles.text}>{texts.text}</p>
      <ol className={styles.steps}>
        <Step
          done={isDescribed}
          title={texts.describe}
          text={texts.describeText}
          link={{ to: "/orgs/$orgId/brands/$brandId/details", params, label: texts.go.describe }}
        />
        <Step
          done={hasLogo}
          title={texts.logo}
          text={texts.logoText}
          link={{ to: "/orgs/$orgId/brands/$brandId/assets", params, label: texts.go.logo }}
        />
        <Step
          done={hasNumbers}
          title={texts.numbers}
          text={texts.numbersText}
          link={{ to: "/orgs/$orgId/brands/$brandId/import", params, label: texts.go.import }}
        />
      </ol>
    </Card>
  );
}

interface StepProps {
  readonly done: boolean;
  readonly title: string;
  readonly text: string;
  readonly link: LinkProps & { readonly label: ReactNode };
}

function Step({ done, title, text, link: { label, ...link } }: StepProps) {
  return (
    <li className={styles.step}>
      <span className={classes(styles.mark, done && styles.done)} role="img" aria-label={done ? texts.done : texts.open}>
        {done && <Check size={12} strokeWidth={3} />}
      </span>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.text}>{text}</p>
      </div>
      {!done && (
        <Link {...link} className={styles.go}>
          {label}
        </Link>
      )}
    </li>
  );
}
