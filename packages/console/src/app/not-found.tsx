import { Compass } from "lucide-react";
import { Link } from "../shared/navigation/navigation.ts";
import { paths } from "../shared/navigation/paths.ts";
import { EmptyState } from "../shared/ui/empty-state.tsx";
import { shell } from "../texts/shell.ts";

/** Stands where an address leads nowhere. */
export function NotFound() {
  return (
    <EmptyState
      whole
      icon={<Compass size={20} />}
      title={shell.notFound.title}
      actions={<Link href={paths.start}>{shell.notFound.home}</Link>}
    >
      {shell.notFound.text}
    </EmptyState>
  );
}
